/* What becomes of an op: PROTOCOL.md, section 2. The server applies it so, and so does a desk, at once and in each replay. */

/* Does anybody but rows a and b have slot s in table f? -> fr */
inline isFree(f, a_, b_, s_) {
  fr = 1; i = 0;
  do
  :: i < NA -> if :: i != a_ && i != b_ && HAS(T[(f)*NA+i], s_) -> fr = 0 :: else fi; i++
  :: else -> break
  od
}
/* S1 and S8: what each database refuses by itself (a desk's local hold is a row there, too) */
inline noOverlap(v) {
  i = 0;
  do
  :: i < NA ->
     j = i+1;
     do
     :: j < NA -> assert(!(OCC(T[(v)*NA+i]) && PL(T[(v)*NA+i]) && HAS(T[(v)*NA+j], SL(T[(v)*NA+i])))); j++
     :: else -> break
     od;
#ifdef A_HOLD
     assert((v) == 0 || hold[((v)+ND)%(ND+1)] == 0 || !HAS(T[(v)*NA+i], hold[((v)+ND)%(ND+1)]-1));
#endif
     i++
  :: else -> break
  od
}
/* P4: a local hold gives way to whatever arrives */
inline releaseHold(v, s_) {
#if defined(A_HOLD) && !defined(S_HOLDSTAYS)
  if :: (v) > 0 && hold[((v)+ND)%(ND+1)] == s_+1 -> hold[((v)+ND)%(ND+1)] = 0 :: else fi;
#endif
  skip
}
inline put(v, a_, st, s_) { T[(v)*NA+a_] = ROW(st,1,s_); releaseHold(v, s_) }
/* A loser is a row, not an error; its slot-taken conflict takes the place of an earlier one. */
inline lose(v, a_, st, s_, side_) {
  T[(v)*NA+a_] = ROW(st,0,s_); CO[(v)*3+TAKEN] = (CO[(v)*3+TAKEN] & ~am[a_]) | CB(o,side_)
}
/* insert of an occupying appointment; of a row that is there: nothing */
inline insert(v, f, a_, s_, side_) {
  if
  :: T[(v)*NA+a_] == NONE ->
     isFree(f, a_, a_, s_);
#ifdef S_LEASEDECIDES
     if :: (v) == 0 && lease[1-q0/2] == s_+1 -> fr = 0 :: else fi;
#endif
#ifdef S_SERIESALL
     if :: ok[o] == SERIES && side_ == 1 && !PL(T[(v)*NA+oa[o]]) -> fr = 0 :: else fi;
#endif
#ifdef S_SERIESONE
     if :: fr -> put(v, a_, BOOKED, s_) :: else -> lose(v, a_, BOOKED, s_, 0) fi;   /* one conflict for the whole op */
#else
     if :: fr -> put(v, a_, BOOKED, s_) :: else -> lose(v, a_, BOOKED, s_, side_) fi;
#endif
     TS[(v)*NA+a_] = o+1; SS[(v)*NA+a_] = o+1
  :: else
  fi
}
/* Equal values never change the setter; "concurrent" is by setters, because values repeat. */
#ifdef S_BASEVALUE
#define OTHERS(v,a_,base) (SL(T[(v)*NA+a_]) != baseSlot[o])
#else
#define OTHERS(v,a_,base) (TS[(v)*NA+a_] != base)
#endif
#ifdef S_LASTWINS
#define CONCURRENT(v,a_,base,s_) 0
#else
#define CONCURRENT(v,a_,base,s_) (OTHERS(v,a_,base) && SL(T[(v)*NA+a_]) != s_)
#endif
/* `time`, one row */
inline moveOne(v, f, a_, s_, base, side_) {
  r = T[(v)*NA+a_]; setT = 0;
  if
  :: ST(r) == NONE -> out = DEFERRED
  :: TS[(v)*NA+a_] == o+1 || HAS(r, s_) && OCC(r) -> skip     /* set by this op, or there already */
  :: else ->
     if
     :: !OCC(r) -> CO[(v)*3+AFTER] = CO[(v)*3+AFTER] | CB(o,side_)
     :: OCC(r) && CONCURRENT(v,a_,base,s_) -> CO[(v)*3+RACE] = CO[(v)*3+RACE] | CB(o,side_)
     :: else ->
        isFree(f, a_, a_, s_);
        if
        :: fr -> put(v, a_, ST(r), s_); setT = SL(r) != s_
#ifndef S_LOSETIME
        :: !fr && PL(r) -> CO[(v)*3+RACE] = CO[(v)*3+RACE] | CB(o,side_)
        :: !fr && !PL(r) -> lose(v, a_, ST(r), s_, side_); setT = SL(r) != s_
#else
        :: !fr -> lose(v, a_, ST(r), s_, side_); setT = SL(r) != s_
#endif
        fi
     fi
  fi;
  if :: setT -> TS[(v)*NA+a_] = o+1 :: else fi
}
/* `status` */
inline setStatus(v, f, a_, st, base) {
  r = T[(v)*NA+a_]; setS = 0;
  if
  :: ST(r) == NONE -> out = DEFERRED
  :: ST(r) == st || SS[(v)*NA+a_] == o+1 -> skip
  :: else ->
     if
#ifndef S_LASTSTATUS
     :: SS[(v)*NA+a_] != base && (st == CANCELLED || ST(r) == CANCELLED) -> CO[(v)*3+AFTER] = CO[(v)*3+AFTER] | CB(o,0)
     :: SS[(v)*NA+a_] != base && st != CANCELLED && ST(r) != CANCELLED && st < ST(r) -> skip   /* the further one stays */
#endif
     :: else -> setS = 1
     fi;
     if
     :: setS && st == CANCELLED -> T[(v)*NA+a_] = ROW(CANCELLED,0,SL(r))
     :: setS && st != CANCELLED && PL(r) -> T[(v)*NA+a_] = ROW(st,1,SL(r))
     :: setS && st != CANCELLED && !PL(r) ->
        isFree(f, a_, a_, SL(r));
        if :: fr -> put(v, a_, st, SL(r)) :: else -> lose(v, a_, st, SL(r), 0) fi
     :: else
     fi
  fi;
  if :: setS -> SS[(v)*NA+a_] = o+1 :: else fi
}
#if SIDES == 2
/* `time`, several rows in one op: all unplaced, changed, placed; or none moves, and each gets a reschedule-race */
inline swapTwo(v, f) {
  a = oa[o]; b = ob[o]; row0 = T[(v)*NA+a]; row1 = T[(v)*NA+b];
  if
  :: ST(row0) == NONE || ST(row1) == NONE -> out = DEFERRED
  :: else ->
     bad = !OCC(row0) || !OCC(row1) || CONCURRENT(v,a,ot[o],os[o]) || CONCURRENT(v,b,ot2[o],os2[o]);
     isFree(f, a, b, os[o]); fr2 = fr; isFree(f, a, b, os2[o]);
     if
     :: bad || !fr || !fr2 ->
        if :: OCC(row0) -> CO[(v)*3+RACE] = CO[(v)*3+RACE] | CB(o,0)
           :: else -> CO[(v)*3+AFTER] = CO[(v)*3+AFTER] | CB(o,0) fi;
        if :: OCC(row1) -> CO[(v)*3+RACE] = CO[(v)*3+RACE] | CB(o,1)
           :: else -> CO[(v)*3+AFTER] = CO[(v)*3+AFTER] | CB(o,1) fi
     :: else ->
        put(v, a, ST(row0), os[o]); put(v, b, ST(row1), os2[o]);
        if :: SL(row0) != os[o] -> TS[(v)*NA+a] = o+1; settle(v, a, 1, 0)
           :: else -> settle(v, a, 0, 0) fi;
        if :: SL(row1) != os2[o] -> TS[(v)*NA+b] = o+1; settle(v, b, 1, 0)
           :: else -> settle(v, b, 0, 0) fi
     fi
  fi;
  row0 = 0; row1 = 0
}
#endif
/* Conflicts whose cause is gone are closed. */
inline settle(v, a_, t_, s_) {
  r = T[(v)*NA+a_];
  if :: PL(r) || !OCC(r) -> CO[(v)*3+TAKEN] = CO[(v)*3+TAKEN] & ~am[a_] :: else fi;
  if :: t_ || !OCC(r) -> CO[(v)*3+RACE] = CO[(v)*3+RACE] & ~am[a_] :: else fi;
  if :: s_ -> CO[(v)*3+AFTER] = CO[(v)*3+AFTER] & ~am[a_] :: else fi
}
/* `resolve`: as if based on the present; the first one counts; one that finds no room leaves the conflict open */
#define CKIND(o_) (oc[o_]>>4)
#define CBIT(o_) BIT(oc[o_]&15)
#ifdef S_NOSUPER
#define CLOSED(v) (!(CO[(v)*3+CKIND(o)] & CBIT(o)) && !LOGGED(x))
#else
#define CLOSED(v) (!(CO[(v)*3+CKIND(o)] & CBIT(o)))
#endif
inline resolve(v, f) {
  a = oa[o]; r = T[(v)*NA+a]; setT = 0; setS = 0; s = os[o]; x = (oc[o]&15) % NOPS;
  if
  :: CLOSED(v) ->
     /* x is the op that lost; a desk does nothing in either case */
     if
     :: (v) == 0 && !LOGGED(x) -> out = DEFERRED
#ifdef UNFOUNDED
     /* Nobody settled it: the op came to pass without it. Then this is an act like any other. */
     :: !((v) == 0 && !LOGGED(x)) && !(CE[(v)*3+CKIND(o)] & CBIT(o)) ->
        if
        :: s < NS -> moveOne(v, f, a, s, ot[o], 0); settle(v, a, setT, 0)
        :: s == H_CANCEL -> setStatus(v, f, a, CANCELLED, ou[o]); settle(v, a, 0, setS)
        :: s == H_REVIVE -> setStatus(v, f, a, BOOKED, ou[o]); settle(v, a, 0, setS)
        :: else
        fi
     :: !((v) == 0 && !LOGGED(x)) && (CE[(v)*3+CKIND(o)] & CBIT(o)) -> out = SUPERSEDED
#else
     :: else -> out = SUPERSEDED
#endif
     fi
  :: else ->
     out = RESOLVED;
     if
     :: s == H_CANCEL && OCC(r) -> T[(v)*NA+a] = ROW(CANCELLED,0,SL(r)); setS = 1
     :: s < NS && OCC(r) ->
        isFree(f, a, a, s);
        if :: fr -> put(v, a, ST(r), s); setT = SL(r) != s :: else -> out = NOROOM fi
     :: s == H_REVIVE && ST(r) == CANCELLED ->
        isFree(f, a, a, SL(r));
        if :: fr -> put(v, a, BOOKED, SL(r)); setS = 1 :: else -> out = NOROOM fi
     :: else
     fi;
     if :: out == RESOLVED -> CO[(v)*3+CKIND(o)] = CO[(v)*3+CKIND(o)] & ~CBIT(o) :: else fi;
     if :: setT -> TS[(v)*NA+a] = o+1 :: else fi;
     if :: setS -> SS[(v)*NA+a] = o+1 :: else fi;
     settle(v, a, setT, setS)
  fi
}
/* One op on table v; what is free is looked up in table f. -> out */
inline applyOp(v, f) {
  out = DONE;
  if
  :: ok[o] == BOOK -> insert(v, f, oa[o], os[o], 0)
  :: ok[o] == MOVE -> moveOne(v, f, oa[o], os[o], ot[o], 0); settle(v, oa[o], setT, 0)
  :: ok[o] == STATUS -> setStatus(v, f, oa[o], os[o], ou[o]); settle(v, oa[o], 0, setS)
#if SIDES == 2
  :: ok[o] == SERIES -> insert(v, f, oa[o], os[o], 0); insert(v, f, ob[o], os2[o], 1)
#ifdef S_SWAPHALF
  :: ok[o] == SWAP -> moveOne(v, f, oa[o], os[o], ot[o], 0); settle(v, oa[o], setT, 0);
                      moveOne(v, f, ob[o], os2[o], ot2[o], 1); settle(v, ob[o], setT, 0)
#else
  :: ok[o] == SWAP -> swapTwo(v, f)
#endif
#endif
  :: else -> resolve(v, f)
  fi;
  setT = 0; setS = 0;
  CE[(v)*3] = CE[(v)*3] | CO[(v)*3]; CE[(v)*3+1] = CE[(v)*3+1] | CO[(v)*3+1]; CE[(v)*3+2] = CE[(v)*3+2] | CO[(v)*3+2]
}
/* S3, for the server and for each desk */
inline conflictsMatch(v) {
  i = 0;
  do
  :: i < NA ->
     m = CO[(v)*3+TAKEN] & am[i];
     assert((OCC(T[(v)*NA+i]) && !PL(T[(v)*NA+i])) == (m != 0));
     assert((m & (m-1)) == 0);
     assert(OCC(T[(v)*NA+i]) || !(CO[(v)*3+RACE] & am[i]));
     i++
  :: else -> break
  od;
  m = 0
}
