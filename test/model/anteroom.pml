/* How desks share one truth: main/sync/PROTOCOL.md ("P" below, with its section) as a model for Spin 6.5.
 *
 * Desks make acts, push them, lose messages and replies, crash, pull the feed. Spin goes through every order in which
 * that can happen within the bounds, and asserts what must always hold (S1 to S13, at the end of this comment).
 * `npm run model` runs the configurations and the sabotages of configurations.json; README.md has what came out.
 *
 * Time is a few slots of one practitioner; an appointment takes one slot. Identity is the op's number, which no other
 * op has (a UUID). Contents never change, so they are stored once, for whoever knows of the op.
 *
 * bounds: ND desks, K acts each and ACTS in all, NA appointments, NS slots, SEED appointments that are there from the start,
 *         BUD faults (a request lost or late, a reply lost, a crash in mid-pull)
 * acts:   A_BOOK A_MOVE A_CANCEL A_ARRIVE A_REVIVE A_RESOLVE A_SWAP A_SERIES A_HOLD
 * worlds: SNAPSHOT (a desk takes a snapshot instead of the feed), EPOCH (the server is put back to an earlier copy),
 *         CLONE (desk 1 starts as a copy of desk 0's files)
 * S_...:  sabotages: one rule is broken, and one of these must notice:
 *
 * S1  no two appointments hold one slot on the server        S7  a conflict is resolved at most once
 * S2  no act vanishes, also not over an epoch change          S8  nor do they on a desk, at any statement of a pull
 * S3  without its time <=> one open slot-taken conflict       S9  without its time <=> somebody had it when it was asked for
 * S4  an act is applied at most once                          S10 who has a time keeps it until somebody cancels
 * S5  when nothing is on its way, all desks equal the server  S11 nothing concurrent is overwritten without a trace
 * S6  what was shown as confirmed stays                       S12 acts on two rows: both or none; one identity, one desk
 * S13 what an own op did as predicted is confirmed without replay
 */
#ifndef ND
#define ND 2
#endif
#ifndef K
#define K 2
#endif
#ifndef ACTS
#define ACTS (ND*K)
#endif
#ifndef NA
#define NA 2
#endif
#ifndef NS
#define NS 2
#endif
#ifndef SEED
#define SEED 0
#endif
#ifndef BUD
#define BUD 1
#endif
#if defined(A_SWAP) || defined(A_SERIES)
#define SIDES 2           /* rows an op can touch */
#else
#define SIDES 1
#endif
#define NOPS (ND*K)
#define NC (NOPS*SIDES)   /* conflicts of one kind: one for each op and row of it */
#ifdef S_SEQ
#define NF (2*NOPS+2)
#else
#define NF (NOPS+1)       /* places in a feed; 0 is before the first entry */
#endif
#ifdef EPOCH
#define NH 2              /* histories: before and after the server was put back */
#else
#define NH 1
#endif
/* Temporaries. Not part of the state, but for breadth-first search (-DBFS), which cannot hide them. */
#ifdef BFSV
#define HID
#else
#define HID hidden
#endif

/* ---- rows: one byte, status | slot | whether the row has that slot. "placed" is only kept of occupying rows. */
#define NONE 0
#define BOOKED 1
#define ARRIVED 2
#define CANCELLED 3       /* in the order of their ranks (P2, status) */
#define ROW(st,pl,sl) ((pl) | ((sl)<<1) | ((st)<<3))
#define PL(r) ((r)&1)
#define SL(r) (((r)>>1)&3)
#define ST(r) ((r)>>3)
#define OCC(r) (ST(r) == BOOKED || ST(r) == ARRIVED)
#define HAS(r,s) (((r)&7) == (1|((s)<<1)))

/* ---- ops: kind, row, wanted slot or status, and the base: who had set time and status when the act was made (P1) */
#define BOOK 0
#define MOVE 1
#define STATUS 2
#define RESOLVE 3
#define SWAP 4
#define SERIES 5
#define NOTHING 6
#define BIT(o) (1<<(o))
byte ok[NOPS], oa[NOPS], os[NOPS], ot[NOPS], ou[NOPS], oc[NOPS];
#if SIDES == 2
byte ob[NOPS], os2[NOPS], ot2[NOPS], ou2[NOPS];      /* the second row of a swap or a series */
#define OB(o) ob[o]
#define ZEROB(o) ob[o] = 0
#else
#define OB(o) oa[o]
#endif
/* how a resolution ends: by a move to slot 0.., a cancel, the status booked again, or as it is */
#define H_CANCEL 4
#define H_REVIVE 5
#define H_KEEP 6
byte nap = SEED;          /* appointments made so far */
byte am[NA];              /* the conflicts that can be about a row: one bit for each op and side that touches it */

/* ---- tables: view 0 is the server, view 1+d desk d, the last two what S_NOLOCK's servers look at */
#ifdef S_NOLOCK
#define NV (ND+3)
#else
#define NV (ND+1)
#endif
byte T[NV*NA], TS[NV*NA], SS[NV*NA];                  /* rows, and the op (+1) that last set time and status */
/* open conflicts of three kinds; bit = op, or NOPS + op for its second row: the id is kind:op:row (P2) */
#define TAKEN 0
#define RACE 1
#define AFTER 2
byte CO[(ND+1)*3], CE[(ND+1)*3];                       /* open now, and open at any time */
#define CB(o,side) BIT((o)+NOPS*(side))
#define OPS_ON(a) ((am[a] | (am[a] >> NOPS)) & (BIT(NOPS)-1))

/* ---- the server: the feed with images of the rows of each entry and all open conflicts, and the log of ops */
byte hist, epoch, counter;
byte fOp[NH*NF], fRow[NH*NF*SIDES], fTS[NH*NF*SIDES], fSS[NH*NF*SIDES], fCO[NH*NF*3], fCE[NH*NF*3];
byte seqOf[NH*NOPS];
#define E(h,s) ((h)*NF+(s))
#define LOGGED(o) (seqOf[hist*NOPS+(o)] != 0)

/* ---- desks, what is on disk: server copies, cursor, outbox, ops seen in the feed */
byte RC[ND*NA], RT[ND*NA], RS[ND*NA];                 /* P1: kept for all rows here; the product only of provisional ones */
byte cur[ND], dep[ND], n[ND], shown[ND];
short pend[ND], kept[ND];
/* ---- in memory and on the line: two requests, of which one is late; a reply; an answer to a pull */
short rq[ND*2]; byte rqe[ND*2]; bit awaited[ND*2];
bit wait[ND]; byte rp[ND], rhead[ND], until[ND*NOPS]; /* a reply and where the feed ended then; P4, a reply */
bit ph[ND]; byte pto[ND];
byte bud = BUD;
#ifdef EPOCH
byte backTo; bit restored;                            /* the copy that the server was put back to */
bit dh[ND], phh[ND], entering[ND], rqh[ND*2];         /* whose history a desk's cursor, an answer, a request is of */
byte rqc[ND*2];                                       /* the cursor of a request */
byte rpe[ND]; short offer[ND], late[ND];              /* P4, new epoch: ops to be offered again; those deferred then */
byte oldRow[NA], oldCount, oldOpen, superseded;                           /* ghosts: the server before */
#define HIST(d) dh[d]
#define DIVERGED(d) APART(dh[d],cur[d])
#define APART(h,c) (restored && !(h) && (c) > LIMIT)
#ifdef S_NOHASH
#define LIMIT counter                                 /* compares the numbers only */
#else
#define LIMIT backTo                                  /* the chained hash differs beyond the copy */
#endif
#else
#define HIST(d) 0
#endif
#ifdef CLONE
bit act2, sess[ND]; byte did[ND], fence[ND], prop[ND], tokens = 1, nextId = 1, sfence[ND+BUD+1]; byte rqi[ND*2], rqt[ND*2];
byte speaker[4*ND+2*BUD];                             /* ghost: which desk had its ops logged in a session */
#endif
#ifdef A_HOLD
byte hold[ND], lease[ND], rql[ND*2];                  /* slot + 1 */
#endif
#ifdef S_NEWID
byte att[ND], rqa[ND*2], satt[NOPS];
#endif
#ifdef S_BASEVALUE
byte baseSlot[NOPS];
#endif
#ifdef S_CURSEP
bit half[ND]; byte from0[ND];
#endif
short applied, resolvedOnce;                          /* ghosts of S4 and S7 */
HID byte i, j, x, q0, o, r, fr, fr2, out, a, b, s, kind, cf, row0, row1, ts0, ss0, lo, side, setT, setS, bad, redo;
HID short todo, pv, m;

/* Hidden variables are cleared all the same: where they cannot be hidden they would multiply the states. */
#ifdef BFSV
#define TIDY i=0; j=0; x=0; q0=0; o=0; r=0; fr=0; fr2=0; out=0; a=0; b=0; s=0; kind=0; cf=0; row0=0; row1=0; ts0=0; ss0=0; lo=0; setT=0; setS=0; bad=0; redo=0; todo=0; pv=0; m=0
#else
#define TIDY skip
#endif
/* out: what came of an op */
#define DONE 0
#define DEFERRED 1
#define SUPERSEDED 2
#define RESOLVED 3
#define NOROOM 4

/* ------------------------------------------------------------------------------------------------ the rules, P2 */

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

/* ---------------------------------------------------------------------------------------- the server, P1 and P3 */

#ifdef S_NODEDUP
#define DUP(o_) 0
#else
#ifdef S_NEWID
#define DUP(o_) (LOGGED(o_) && satt[o_] == rqa[q0])
#else
#define DUP(o_) LOGGED(o_)
#endif
#endif
#ifdef S_NOLOCK
#define FV fv
#else
#define FV 0
#endif
inline serveOne() {
  if
  :: DUP(o) -> skip                                   /* seen before: the stored outcome */
  :: else ->
     a = oa[o]; row0 = T[a]; ts0 = TS[a]; ss0 = SS[a];
#if SIDES == 2
     b = ob[o]; row1 = T[b];
#endif
     isFree(0, a, OB(o), os[o]); lo = fr;
     applyOp(0, FV);
     a = oa[o];
#ifndef EPOCH
     assert(out != DEFERRED);
#endif
#ifdef S_UNKQUAR
     if :: out == DEFERRED -> out = DONE :: else fi;  /* put aside for good instead of offered again */
#endif
     if
     :: out == DEFERRED -> skip                       /* not logged: its desk keeps it */
     :: else ->
#ifdef ASK_UNFOUNDED
        assert(out != SUPERSEDED || (CE[CKIND(o)] & CBIT(o)));   /* README.md: resolving what never came to be */
#endif
#ifdef EPOCH
        if :: out == SUPERSEDED -> superseded = superseded | BIT(o) :: else fi;
#endif
        assert(!(applied & BIT(o))); applied = applied | BIT(o);                                            /* S4 */
        if :: out == RESOLVED -> assert(!(resolvedOnce & CBIT(o)) || CKIND(o) != TAKEN);                    /* S7 */
              if :: CKIND(o) == TAKEN -> resolvedOnce = resolvedOnce | CBIT(o) :: else fi
           :: else fi;
#ifdef S_SEQ
        x = mySeq; mySeq++;
#else
        counter++; x = counter;                       /* under the counter row's lock: commit order */
#endif
        seqOf[hist*NOPS+o] = x;
#ifdef S_NEWID
        satt[o] = rqa[q0];
#endif
#ifdef CLONE
        assert(speaker[rqt[q0]] == 0 || speaker[rqt[q0]] == q0/2+1); speaker[rqt[q0]] = q0/2+1;            /* S12 */
#endif
        printf("server: entry %d is op %d: appointment %d has status %d, slot %d, placed %d (outcome %d)\n", x, o, a, ST(T[a]), SL(T[a]), PL(T[a]), out);
        noOverlap(0);                                                                                       /* S1 */
#ifndef S_NOLOCK
        conflictsMatch(0);                                                                                  /* S3 */
        if :: (ok[o] == BOOK || ok[o] == SERIES) && row0 == NONE -> assert(PL(T[a]) == lo) :: else fi;      /* S9 */
#endif
        assert(!PL(row0) || PL(T[a]) || ST(T[a]) == CANCELLED);                                            /* S10 */
        if :: ok[o] == MOVE && SL(row0) != SL(T[a]) -> assert(ts0 == ot[o])                                 /* S11 */
           :: ok[o] == STATUS && ST(row0) != ST(T[a]) && (ST(row0) == CANCELLED || os[o] == CANCELLED) -> assert(ss0 == ou[o])
           :: else fi;
        fOp[E(hist,x)] = o+1;
        fRow[E(hist,x)*SIDES] = T[a]; fTS[E(hist,x)*SIDES] = TS[a]; fSS[E(hist,x)*SIDES] = SS[a];
#if SIDES == 2
        b = ob[o];
        if :: ok[o] == SWAP -> assert((T[a] == row0) == (T[b] == row1)); assert(!PL(row1) || PL(T[b])) :: else fi;   /* S12, S10 */
        if :: ok[o] == SERIES && row1 == NONE -> isFree(0, a, b, os2[o]); assert(PL(T[b]) == fr) :: else fi; /* S9 */
        fRow[E(hist,x)*2+1] = T[b]; fTS[E(hist,x)*2+1] = TS[b]; fSS[E(hist,x)*2+1] = SS[b];
#endif
        fCO[E(hist,x)*3] = CO[0]; fCO[E(hist,x)*3+1] = CO[1]; fCO[E(hist,x)*3+2] = CO[2];
        fCE[E(hist,x)*3] = CE[0]; fCE[E(hist,x)*3+1] = CE[1]; fCE[E(hist,x)*3+2] = CE[2]
     fi
  fi
}
#define CLEAR(k) \
  rq[k] = 0; rqe[k] = 0; awaited[k] = 0; CLEAR_EPOCH(k) CLEAR_CLONE(k) CLEAR_HOLD(k) CLEAR_NEWID(k) skip
#ifdef EPOCH
#define CLEAR_EPOCH(k) rqh[k] = 0; rqc[k] = 0;
#define REPLY_EPOCH(k) rpe[k/2] = epoch
#else
#define CLEAR_EPOCH(k)
#define REPLY_EPOCH(k) skip
#endif
#ifdef CLONE
#define CLEAR_CLONE(k) rqi[k] = 0; rqt[k] = 0;
#else
#define CLEAR_CLONE(k)
#endif
#ifdef A_HOLD
#define CLEAR_HOLD(k) rql[k] = 0;
#else
#define CLEAR_HOLD(k)
#endif
#ifdef S_NEWID
#define CLEAR_NEWID(k) rqa[k] = 0;
#else
#define CLEAR_NEWID(k)
#endif
/* What a desk can be answered */
#define R_OK 1
#define R_EPOCH 2
#define R_FENCE 3
#define R_DIVERGED 4
/* One call of `exchange`, a transaction. Which ops it logged, its desk learns from the feed and from `seqOf`. */
inline handle(k) {
  q0 = k; todo = rq[k]; kind = R_OK;
#if defined(CLONE) && !defined(S_NOFENCE)
  if :: rqt[k] != sfence[rqi[k]] -> kind = R_FENCE; todo = 0 :: else fi;
#endif
#ifdef EPOCH
  if :: kind == R_OK && rqe[k] != epoch -> kind = R_EPOCH; todo = 0 :: else fi;
  if :: kind == R_OK && APART(rqh[k],rqc[k]) -> kind = R_DIVERGED; todo = 0 :: else fi;
  /* the ops offered again come first, in the order of the feed they were seen in */
  lo = 1; cf = 1;
  do
  :: epoch == 1 && cf <= oldCount ->
     o = fOp[cf]-1;
     if :: todo & BIT(o) -> todo = todo & ~BIT(o); serveOne() :: else fi;
     cf++
  :: else -> break
  od;
#endif
  o = 0;
  do
  :: o < NOPS -> if :: todo & BIT(o) -> serveOne() :: else fi; o++
  :: else -> break
  od;
#ifdef A_HOLD
  if :: kind == R_OK -> lease[k/2] = rql[k] :: else fi;
#endif
  if :: awaited[k] -> rp[k/2] = kind; rhead[k/2] = counter; REPLY_EPOCH(k) :: else fi;
  CLEAR(k);
  TIDY
}
#ifdef EPOCH
/* The server's disk is replaced by a copy of itself as it was at entry k; its epoch comes back with it. */
inline restore(k) {
  printf("server: put back to entry %d\n", k);
  restored = 1; backTo = k; oldCount = counter; hist = 1; counter = k; applied = 0; resolvedOnce = 0;
  i = 0;
  do
  :: i < NA ->
     oldRow[i] = T[i];
     if :: i < SEED -> T[i] = ROW(BOOKED,1,i) :: else -> T[i] = NONE fi;
     TS[i] = 0; SS[i] = 0; i++
  :: else -> break
  od;
  oldOpen = CO[0]|CO[1]|CO[2]; superseded = 0; CO[0] = 0; CO[1] = 0; CO[2] = 0; CE[0] = 0; CE[1] = 0; CE[2] = 0;
  j = 1;
  do
  :: j <= k ->
     o = fOp[j]-1; fOp[NF+j] = fOp[j]; seqOf[NOPS+o] = j; applied = applied | BIT(o);
     side = 0;
     do
     :: side < SIDES ->
        x = (side == 0 -> oa[o] : OB(o));
        fRow[(NF+j)*SIDES+side] = fRow[j*SIDES+side]; fTS[(NF+j)*SIDES+side] = fTS[j*SIDES+side];
        fSS[(NF+j)*SIDES+side] = fSS[j*SIDES+side];
        T[x] = fRow[j*SIDES+side]; TS[x] = fTS[j*SIDES+side]; SS[x] = fSS[j*SIDES+side]; side++
     :: else -> break
     od;
     fCO[(NF+j)*3] = fCO[j*3]; fCO[(NF+j)*3+1] = fCO[j*3+1]; fCO[(NF+j)*3+2] = fCO[j*3+2];
     fCE[(NF+j)*3] = fCE[j*3]; fCE[(NF+j)*3+1] = fCE[j*3+1]; fCE[(NF+j)*3+2] = fCE[j*3+2];
     CO[0] = fCO[j*3]; CO[1] = fCO[j*3+1]; CO[2] = fCO[j*3+2];
     CE[0] = fCE[j*3]; CE[1] = fCE[j*3+1]; CE[2] = fCE[j*3+2]; j++
  :: else -> break
  od;
  side = 0; TIDY
}
#endif
#ifdef S_NOLOCK
bit taken[ND*2];
proctype Server(byte fv) { byte q; bit busy;     /* looks first, at a snapshot; writes later */
#define TAKE(k) :: d_step { !busy && rq[k] && !taken[k] -> taken[k] = 1; i = 0; do :: i < NA -> T[fv*NA+i] = T[i]; i++ :: else -> break od; q = k; busy = 1 }
endS: do
  TAKE(0)
  TAKE(2)
  :: d_step { busy -> taken[q] = 0; handle(q); busy = 0; q = 0; i = 0; do :: i < NA -> T[fv*NA+i] = 0; i++ :: else -> break od; skip }
  od
}
#else
#ifdef S_SEQ
bit taken[ND*2];
proctype Server() { byte q; bit busy; byte mySeq;   /* takes its numbers first and commits later, as with a sequence */
#define TAKE(k) :: d_step { !busy && rq[k] && !taken[k] -> taken[k] = 1; busy = 1; q = k; mySeq = counter+1; \
    i = 0; do :: i < NOPS -> if :: (rq[k] & BIT(i)) && seqOf[i] == 0 -> counter++ :: else fi; i++ :: else -> break od; skip }
endS: do
  TAKE(0)
  TAKE(1)
  TAKE(2)
  TAKE(3)
  :: d_step { busy -> taken[q] = 0; handle(q); busy = 0; q = 0; mySeq = 0 }
  od
}
#else
proctype Server() {
#define SERVE(k) :: d_step { rq[k] -> handle(k) }
endS: do
  SERVE(0)
  SERVE(1)
  SERVE(2)
  SERVE(3)
#if ND > 2
  SERVE(4)
  SERVE(5)
#endif
#ifdef EPOCH
#define RESTORE(k) :: d_step { !restored && counter > k -> restore(k) }
  RESTORE(0)
  RESTORE(1)
  RESTORE(2)
#endif
#ifdef A_HOLD
  :: d_step { lease[0] -> lease[0] = 0 }             /* leases expire by the server's time, whenever that is */
  :: d_step { lease[1] -> lease[1] = 0 }
#endif
  od
}
#endif
#endif

/* --------------------------------------------------------------------------------------------------- desks, P4 */

#define V (d+1)
#define MINE(a_) T[V*NA+(a_)]
#if NA == 2
#define FREE_ROWS(s_) (!HAS(MINE(0),s_) && !HAS(MINE(1),s_))
#endif
#if NA == 3
#define FREE_ROWS(s_) (!HAS(MINE(0),s_) && !HAS(MINE(1),s_) && !HAS(MINE(2),s_))
#endif
#if NA == 4
#define FREE_ROWS(s_) (!HAS(MINE(0),s_) && !HAS(MINE(1),s_) && !HAS(MINE(2),s_) && !HAS(MINE(3),s_))
#endif
#ifdef A_HOLD
#define FREE(s_) (FREE_ROWS(s_) && hold[d] != (s_)+1)
#else
#define FREE(s_) FREE_ROWS(s_)
#endif
#ifdef CLONE
#define ACTIVE (d == 0 || act2)
#else
#define ACTIVE 1
#endif
/* Desks are alike: the first act ever is desk 0's, the first of desk 2 comes after one of desk 1's. */
#if ND == 2
#define MADE (n[0]+n[1])
#else
#define MADE (n[0]+n[1]+n[2])
#endif
#define CAN (ACTIVE && n[d] < K && MADE < ACTS && (d == 0 || n[(d+ND-1)%ND] > 0))

/* An act of a person: applied to the desk's tables at once, and an op for the outbox. */
#define PICK(k_,a_,s_) kind = k_; a = a_; s = s_; b = a_; cf = 0
inline act_() {
  o = d*K+n[d]; n[d]++; pend[d] = pend[d] | BIT(o);
  ok[o] = kind; oa[o] = a; os[o] = s; oc[o] = cf; am[a] = am[a] | CB(o,0);
  if :: kind == BOOK || kind == SERIES -> nap++ :: else fi;
  if
#ifdef S_BASEVALUE
  :: kind == MOVE -> ot[o] = TS[V*NA+a]; baseSlot[o] = SL(MINE(a))
#else
  :: kind == MOVE || kind == SWAP -> ot[o] = TS[V*NA+a]
#endif
#ifdef UNFOUNDED
  :: kind == RESOLVE -> ot[o] = TS[V*NA+a]; ou[o] = SS[V*NA+a]
#endif
  :: kind == STATUS -> ou[o] = SS[V*NA+a]
  :: else
  fi;
#if SIDES == 2
  ob[o] = a;
  if
  :: kind == SWAP -> ob[o] = b; os2[o] = SL(MINE(a)); ot2[o] = TS[V*NA+b]; am[b] = am[b] | CB(o,1)
  :: kind == SERIES -> ob[o] = b; os2[o] = 1; am[b] = am[b] | CB(o,1); nap++
  :: else
  fi;
#endif
  if
  :: kind == BOOK -> printf("desk %d: books appointment %d at slot %d (op %d)\n", d, a, s, o)
  :: kind == MOVE -> printf("desk %d: moves appointment %d to slot %d (op %d)\n", d, a, s, o)
  :: kind == STATUS -> printf("desk %d: sets appointment %d to status %d: 1 booked, 2 arrived, 3 cancelled (op %d)\n", d, a, s, o)
  :: kind == SWAP -> printf("desk %d: swaps appointments %d and %d (op %d)\n", d, a, b, o)
  :: kind == SERIES -> printf("desk %d: books a series, appointments %d and %d at slots 0 and 1 (op %d)\n", d, a, b, o)
  :: else -> printf("desk %d: resolves conflict %d of op %d: 0 to 2 move there, 4 cancel, 5 revive, 6 keep: %d (op %d)\n", d, cf>>4, (cf&15)%NOPS, s, o)
  fi;
  applyOp(V, V); noOverlap(V); conflictsMatch(V)
}
#define BK(s_) :: nap < NA && (FREE(s_) HELD(s_)) && (SEED || nap > 0 || s_ == 0) -> TAKEHOLD(s_) PICK(BOOK, nap, s_)
#ifdef A_HOLD
#define HELD(s_) || hold[d] == (s_)+1                 /* a hold becomes the booking */
#define TAKEHOLD(s_) if :: hold[d] == (s_)+1 -> hold[d] = 0 :: else fi;
#else
#define HELD(s_)
#define TAKEHOLD(s_)
#endif
#define MV(a_,s_) :: OCC(MINE(a_)) && !HAS(MINE(a_),s_) && FREE(s_) -> PICK(MOVE, a_, s_)
#define CN(a_) :: OCC(MINE(a_)) -> PICK(STATUS, a_, CANCELLED)
#define AR(a_) :: ST(MINE(a_)) == BOOKED && PL(MINE(a_)) -> PICK(STATUS, a_, ARRIVED)
#define RV(a_) :: ST(MINE(a_)) == CANCELLED && FREE(SL(MINE(a_))) -> PICK(STATUS, a_, BOOKED)
#define SW(a_,b_) :: OCC(MINE(a_)) && OCC(MINE(b_)) && PL(MINE(a_)) && PL(MINE(b_)) -> kind = SWAP; a = a_; b = b_; s = SL(MINE(b_)); cf = 0
#define SR :: nap+1 < NA && FREE(0) && FREE(1) -> kind = SERIES; a = nap; b = nap+1; s = 0; cf = 0
/* Resolving: any conflict that this desk's tables show as open, be it the server's or of a replay of its own. */
#define CROW(x_) ((x_) < NOPS -> oa[(x_)%NOPS] : OB((x_)%NOPS))
#define SETTLE(k_,x_,h_) kind = RESOLVE; a = CROW(x_); s = h_; b = a; cf = (k_)*16+(x_)
#define OPEN(k_,x_) (CO[V*3+k_] & BIT(x_))
#define RS1(k_,x_,s_) :: OPEN(k_,x_) && OCC(MINE(CROW(x_))) && (FREE(s_) || HAS(MINE(CROW(x_)),s_)) -> SETTLE(k_,x_,s_)
#define RSC(k_,x_) :: OPEN(k_,x_) && OCC(MINE(CROW(x_))) -> SETTLE(k_,x_,H_CANCEL)
#define RSR(x_) :: OPEN(AFTER,x_) && ST(MINE(CROW(x_))) == CANCELLED && FREE(SL(MINE(CROW(x_)))) -> SETTLE(AFTER,x_,H_REVIVE)
#define RSK(k_,x_) :: OPEN(k_,x_) -> SETTLE(k_,x_,H_KEEP)
#if NS == 3
#define RS3(k_,x_) RS1(k_,x_,2)
#else
#define RS3(k_,x_)
#endif
#define RS(x_) \
  RS1(TAKEN,x_,0) RS1(TAKEN,x_,1) RS3(TAKEN,x_) RSC(TAKEN,x_) \
  RS1(RACE,x_,0) RS1(RACE,x_,1) RS3(RACE,x_) RSC(RACE,x_) RSK(RACE,x_) \
  RSC(AFTER,x_) RSR(x_) RSK(AFTER,x_)

/* ---- the line */
/* A reply only stops the re-sending, and only until the feed comes to where it ended at the reply, or is found shorter
 * than that: what it has not named by then, a server that was put back has lost. */
#ifdef S_ACKSTAYS
#define WAITS(o_) (until[d*NOPS+(o_)] != 0)
#else
#define WAITS(o_) (until[d*NOPS+(o_)] > cur[d] && until[d*NOPS+(o_)] <= counter)
#endif
/* An op that was logged before the desk's snapshot is never named again: the answer `duplicate` takes it off. */
#ifdef S_SNAPSTUCK
#define PASSED(o_) 0
#define USE(o_) ((pend[d] & BIT(o_)) && !WAITS(o_) && (!LOGGED(o_) || seqOf[hist*NOPS+(o_)] > cur[d]))
#else
#define PASSED(o_) (LOGGED(o_) && seqOf[hist*NOPS+(o_)] <= cur[d])
#define USE(o_) ((pend[d] & BIT(o_)) && !WAITS(o_))
#endif
#ifdef EPOCH
/* Deferred ops are offered again with every exchange; here only once that can change something. */
#define KNOWN(o_) (ok[o_] == BOOK || ok[o_] == SERIES || (ok[o_] != RESOLVE && T[oa[o_]] != NONE && T[OB(o_)] != NONE) \
  || (ok[o_] == RESOLVE && LOGGED((oc[o_]&15)%NOPS)))
/* A desk that enters an epoch offers with the cursor of nothing, (0, ""). */
#define FROM_EPOCH(k) rqh[d*2+k] = dh[d]; if :: entering[d] -> rqc[d*2+k] = 0 :: else -> rqc[d*2+k] = cur[d] fi;
#define OFFER offer[d]
#define LATER late[d]
#else
#define KNOWN(o_) 1
#define FROM_EPOCH(k)
#define OFFER 0
#define LATER 0
#endif
#define P1(o_) ((o_) < NOPS && (USE((o_)%NOPS) || (LATER & BIT((o_)%NOPS))) && KNOWN((o_)%NOPS))
#define PUSHABLE (OFFER || P1(0) || P1(1) || P1(2) || P1(3) || P1(4) || P1(5))
#ifdef CLONE
#define FROM_CLONE(k) rqi[d*2+k] = did[d]; rqt[d*2+k] = fence[d];
#ifdef S_NOFENCE
#define SESSION 1
#else
#define SESSION sess[d]
#endif
#else
#define FROM_CLONE(k)
#define SESSION 1
#endif
#ifdef A_HOLD
#define FROM_HOLD(k) rql[d*2+k] = hold[d];
#else
#define FROM_HOLD(k)
#endif
#ifdef S_NEWID
#define FROM_NEWID(k) rqa[d*2+k] = att[d];
#define RETRY att[d]++;
#else
#define FROM_NEWID(k)
#define RETRY
#endif
#define SENT ((pend[d] & ~ANSWERED) | OFFER | LATER)
#define A1(o_) ((o_) < NOPS && WAITS((o_)%NOPS) -> BIT(o_) : 0)
#define ANSWERED (A1(0) | A1(1) | A1(2) | A1(3) | A1(4) | A1(5))
#define SEND(k) :: d_step { (k == 0 || rq[d*2] != 0) && ACTIVE && SESSION && !wait[d] && rq[d*2+k] == 0 && PUSHABLE -> \
  rq[d*2+k] = SENT; rqe[d*2+k] = dep[d]; awaited[d*2+k] = 1; wait[d] = 1; \
  FROM_EPOCH(k) FROM_CLONE(k) FROM_HOLD(k) FROM_NEWID(k) printf("desk %d: pushes ops (bits) %d\n", d, SENT) }
#if defined(S_SEQ) || defined(S_NOLOCK)
#define LOSE(k)
#else
#define LOSE(k) :: d_step { wait[d] && bud > 0 && awaited[d*2+k] -> bud--; wait[d] = 0; CLEAR(d*2+k); RETRY printf("desk %d: push lost\n", d) }
#endif
#define LATE(k) :: d_step { wait[d] && bud > 0 && awaited[d*2+k] -> bud--; wait[d] = 0; awaited[d*2+k] = 0; RETRY printf("desk %d: push late, given up\n", d) }

/* ---- replay: the waiting ops on top, in their order, by the server's rules */
inline replay() {
  o = 0;
  do
  :: o < NOPS -> if :: pend[d] & BIT(o) -> applyOp(V, V); noOverlap(V) :: else fi; o++
  :: else -> break
  od
}
#define PROV(a_) ((OPS_ON(a_) & pv) != 0)
inline neutralize() {
#ifndef S_NONEUTRAL
  x = 0;
  do :: x < NA -> if :: PROV(x) -> MINE(x) = MINE(x) & ~1 :: else fi; x++ :: else -> break od
#else
  skip
#endif
}
inline putCopiesBack() {
  x = 0;
  do
  :: x < NA ->
     if :: PROV(x) ->
           MINE(x) = RC[d*NA+x]; TS[V*NA+x] = RT[d*NA+x]; SS[V*NA+x] = RS[d*NA+x];
           if :: OCC(MINE(x)) && PL(MINE(x)) -> releaseHold(V, SL(MINE(x))) :: else fi;
           noOverlap(V)
        :: else fi;
     x++
  :: else -> break
  od
}
inline serverConflicts() {
  CO[V*3] = fCO[E(HIST(d),cur[d])*3]; CO[V*3+1] = fCO[E(HIST(d),cur[d])*3+1]; CO[V*3+2] = fCO[E(HIST(d),cur[d])*3+2];
  CE[V*3] = fCE[E(HIST(d),cur[d])*3]; CE[V*3+1] = fCE[E(HIST(d),cur[d])*3+1]; CE[V*3+2] = fCE[E(HIST(d),cur[d])*3+2]
}
/* S6: a row shown as confirmed and placed stays so but for acts that cancel it, and stays where it is but for moves. */
inline staysShown() {
  x = 0;
  do
  :: x < NA ->
     if
     :: shown[d] & BIT(x) ->
        bad = 0; o = 0;
        do
        :: o < NOPS ->
           if :: (OPS_ON(x) & BIT(o)) && ((ok[o] == STATUS && os[o] != ARRIVED) || (ok[o] == RESOLVE && os[o] == H_CANCEL)) -> bad = 1
              :: else fi;
           o++
        :: else -> break
        od;
        assert(bad || (OCC(MINE(x)) && PL(MINE(x))))
     :: else
     fi;
     if :: PL(RC[d*NA+x]) && MINE(x) == RC[d*NA+x] -> shown[d] = shown[d] | BIT(x) :: else fi;
     x++
  :: else -> break
  od
}
#ifdef EPOCH
#define PULLED phh[d]
#define OFF_OUTBOX(o_) pend[d] = pend[d] & ~BIT(o_); late[d] = late[d] & ~BIT(o_); until[d*NOPS+(o_)] = 0;
#define SET_HIST if :: phh[d] -> dh[d] = 1 :: else fi;
#define CLEAR_HELD phh[d] = 0;
#define NO_REPLY rpe[d] = 0;
#else
#define PULLED 0
#define OFF_OUTBOX(o_) pend[d] = pend[d] & ~BIT(o_); until[d*NOPS+(o_)] = 0;
#define SET_HIST
#define CLEAR_HELD
#define NO_REPLY
#endif
#if defined(S_OUTFIRST) || defined(S_CURSEP) || defined(S_SEQ)
#define PREDICT(lo_)
#define PREDICTED
#else
#define PREDICT(lo_) predict(lo_);
#define PREDICTED asPredicted();
#endif
#define OTHERS_WAITING (((pend[d] & ~BIT(q0)) | ((pend[d] & ~BIT(q0)) << NOPS)))
/* S13: the product's short cut (main/sync/confirm-predicted.ts). Where the next entry is the oldest waiting op and its
 * rows and conflicts are as the server has them, nothing is put back and replayed: it would come out the same. */
HID byte before[NA*3], beforeCO[3], same;
#ifdef S_PREDICTANY
#define OLDEST_WAITING 1
#else
#define OLDEST_WAITING ((pend[d] & BIT(q0)) && (pend[d] & (BIT(q0)-1)) == 0)
#endif
inline predict(lo_) {
  same = 0; cf = E(PULLED,lo_+1); q0 = fOp[cf]-1;
  if
  :: pto[d] == lo_+1 && OLDEST_WAITING ->
#ifdef S_PREDICTANY
     same = 1; side = SIDES;                         /* whoever made it, whatever came of it */
#else
     same = 1; side = 0;
#endif
     do
     :: side < SIDES ->
        x = (side == 0 -> oa[q0] : OB(q0));
        if :: MINE(x) != fRow[cf*SIDES+side] || TS[V*NA+x] != fTS[cf*SIDES+side] || SS[V*NA+x] != fSS[cf*SIDES+side] -> same = 0
           :: else fi;
        i = 0;
        do
        :: i < 3 -> if :: (CO[V*3+i] ^ fCO[cf*3+i]) & am[x] & ~OTHERS_WAITING -> same = 0 :: else fi; i++
        :: else -> break
        od;
        side++
     :: else -> break
     od;
     side = 0; i = 0;
     do :: i < NA -> before[i*3] = MINE(i); before[i*3+1] = TS[V*NA+i]; before[i*3+2] = SS[V*NA+i]; i++ :: else -> break od;
     beforeCO[0] = CO[V*3]; beforeCO[1] = CO[V*3+1]; beforeCO[2] = CO[V*3+2]
  :: else
  fi
}
/* conflicts that other waiting ops of this desk may have opened */
inline asPredicted() {
  i = 0;
  do
  :: same && i < NA -> assert(before[i*3] == MINE(i) && before[i*3+1] == TS[V*NA+i] && before[i*3+2] == SS[V*NA+i]); i++
  :: else -> break
  od;
  assert(!same || (beforeCO[0] == CO[V*3] && beforeCO[1] == CO[V*3+1] && beforeCO[2] == CO[V*3+2]))
}
/* ---- pull: one transaction, from the cursor `lo` to what the answer holds */
inline pull(lo_) {
  printf("desk %d: pulls entries after %d up to %d\n", d, lo_, pto[d]);
  PREDICT(lo_)
  pv = pend[d]; lo = lo_+1;
#ifdef S_OUTFIRST
  replay();
#else
  neutralize();
#endif
  do
  :: lo <= pto[d] ->
     cf = E(PULLED,lo);
     if
     :: fOp[cf] != 0 ->
        q0 = fOp[cf]-1;
#if SIDES == 2 && !defined(S_IMAGEORDER)
        /* rows of one entry leave their times before they take new ones */
        if :: !PROV(oa[q0]) -> MINE(oa[q0]) = MINE(oa[q0]) & ~1 :: else fi;
        if :: !PROV(ob[q0]) -> MINE(ob[q0]) = MINE(ob[q0]) & ~1 :: else fi;
#endif
        side = 0;
        do
        :: side < SIDES ->
           x = (side == 0 -> oa[q0] : OB(q0));
           RC[d*NA+x] = fRow[cf*SIDES+side]; RT[d*NA+x] = fTS[cf*SIDES+side]; RS[d*NA+x] = fSS[cf*SIDES+side];
#ifdef S_OUTFIRST
           if :: 1 ->
#else
           if :: !PROV(x) ->
#endif
                 MINE(x) = RC[d*NA+x]; TS[V*NA+x] = RT[d*NA+x]; SS[V*NA+x] = RS[d*NA+x];
                 if :: OCC(MINE(x)) && PL(MINE(x)) -> releaseHold(V, SL(MINE(x))) :: else fi;
                 noOverlap(V)
              :: else fi;
           side++
        :: else -> break
        od;
        side = 0;
        OFF_OUTBOX(q0) kept[d] = kept[d] | BIT(q0)
     :: else
     fi;
     lo++
  :: else -> break
  od;
  if :: pto[d] > cur[d] -> cur[d] = pto[d] :: else fi;
  SET_HIST
  serverConflicts();
#ifndef S_OUTFIRST
  putCopiesBack(); replay();
#endif
  conflictsMatch(V); staysShown(); PREDICTED
  ph[d] = 0; pto[d] = 0; CLEAR_HELD
  TIDY
}
#ifdef EPOCH
#define COPY_HIST dh[d] = hist;
#else
#define COPY_HIST
#endif
/* ---- snapshot: the server's rows as they are now, and the waiting ops, in one transaction */
inline snapshot() {
  printf("desk %d: takes a snapshot at %d\n", d, counter);
  x = 0;
  do
  :: x < NA ->
     RC[d*NA+x] = T[x]; RT[d*NA+x] = TS[x]; RS[d*NA+x] = SS[x];
     MINE(x) = T[x]; TS[V*NA+x] = TS[x]; SS[V*NA+x] = SS[x];
     if :: OCC(MINE(x)) && PL(MINE(x)) -> releaseHold(V, SL(MINE(x))) :: else fi;
     x++
  :: else -> break
  od;
  cur[d] = counter; COPY_HIST CO[V*3] = CO[0]; CO[V*3+1] = CO[1]; CO[V*3+2] = CO[2];
  CE[V*3] = CE[0]; CE[V*3+1] = CE[1]; CE[V*3+2] = CE[2];
  noOverlap(V); replay(); conflictsMatch(V); staysShown(); TIDY
}
#ifdef EPOCH
/* P4, new epoch: what was seen in the feed is offered again, whoever made it; rows wait for a snapshot until then. */
inline enterEpoch() {
  printf("desk %d: enters the new epoch\n", d);
  dep[d] = epoch; entering[d] = 1; ph[d] = 0; pto[d] = 0; phh[d] = 0; shown[d] = 0;
#ifndef S_NOREPUSH
  offer[d] = kept[d]; late[d] = 0;
#endif
  o = 0; do :: o < NOPS -> until[d*NOPS+o] = 0; o++ :: else -> break od;
#ifdef S_REPUSHOWN
  offer[d] = offer[d] & ((BIT(K)-1) << (d*K));
#endif
  skip
}
#define OPEN_EPOCH if :: epoch == 0 -> epoch = 1; printf("server: a new epoch\n") :: else fi
#endif
/* ---- a reply only stops the re-sending (P4) */
inline reply() {
  printf("desk %d: gets reply %d: 1 done, 2 epoch, 3 fence, 4 diverged\n", d, rp[d]);
  wait[d] = 0;
  if
  :: rp[d] == R_OK ->
#ifdef EPOCH
     o = 0;                                           /* answered in this epoch; the deferred ones wait for their rows */
     do
     :: o < NOPS && rpe[d] == dep[d] ->
#ifndef S_DROPDEFERRED
        if :: (offer[d] & BIT(o)) && !LOGGED(o) -> late[d] = late[d] | BIT(o) :: else fi;
#endif
        if :: LOGGED(o) -> late[d] = late[d] & ~BIT(o) :: else fi;
        offer[d] = offer[d] & ~BIT(o); o++
     :: else -> break
     od;
     if :: rpe[d] == dep[d] && dep[d] == epoch && !entering[d] && dh[d] == hist ->
#else
     if :: 1 ->
#endif
           redo = 0; o = 0; pv = pend[d];
           do
           :: o < NOPS ->
              if :: (pend[d] & BIT(o)) && LOGGED(o) -> until[d*NOPS+o] = rhead[d] :: else fi;
#ifdef S_ACKDROP
              if :: (pend[d] & BIT(o)) && LOGGED(o) -> pend[d] = pend[d] & ~BIT(o); kept[d] = kept[d] | BIT(o) :: else fi;
#endif
#ifdef S_SHOWREPLY
              if :: (pend[d] & BIT(o)) && ok[o] == BOOK && LOGGED(o) && PL(MINE(oa[o])) -> shown[d] = shown[d] | BIT(oa[o]) :: else fi;
#endif
              if :: (pend[d] & BIT(o)) && PASSED(o) -> pend[d] = pend[d] & ~BIT(o); until[d*NOPS+o] = 0; kept[d] = kept[d] | BIT(o); redo = 1 :: else fi;
              o++
           :: else -> break
           od;
           if :: redo -> neutralize(); serverConflicts(); putCopiesBack(); replay(); conflictsMatch(V); staysShown() :: else fi
        :: else fi
#ifdef EPOCH
  :: rp[d] == R_DIVERGED -> if :: dep[d] == epoch && dep[d] == 0 -> OPEN_EPOCH; enterEpoch()
                               :: dep[d] != epoch -> enterEpoch()
                               :: else fi
  :: rp[d] == R_EPOCH -> if :: dep[d] != epoch -> enterEpoch() :: else fi
#endif
#ifdef CLONE
  :: rp[d] == R_FENCE -> sess[d] = 0
#endif
  :: else
  fi;
  rp[d] = 0; rhead[d] = 0; NO_REPLY TIDY
}
inline lastEntry() {
#ifdef S_SEQ
  x = 0; i = 1;
  do :: i < NF -> if :: fOp[i] != 0 -> x = i :: else fi; i++ :: else -> break od
#else
  x = counter
#endif
}
#ifdef S_SEQ
#define SEEN(k) ((k) < NF && fOp[(k)%NF] != 0 && (k) > cur[d])
#define NEWS (SEEN(1) || SEEN(2) || SEEN(3) || SEEN(4) || SEEN(5) || SEEN(6) || SEEN(7) || SEEN(8) || SEEN(9))
#else
#define NEWS (cur[d] < counter)
#endif

#ifdef CLONE
#ifdef S_NOPROPOSAL
#define ACCEPTED (sfence[did[d]] == fence[d])
#else
#define ACCEPTED (sfence[did[d]] == fence[d] || sfence[did[d]] == prop[d])
#endif
#ifdef COPY_ANYTIME
#define COPY_WHEN
#else
#define COPY_WHEN && prop[0] == fence[0]
#endif
#endif

#ifdef EPOCH
/* A newcomer begins with one; the other desk knows the whole feed. */
#define MAY_SNAPSHOT && d == 1 && cur[d] == 0 && !wait[d] && !entering[d] && dep[d] == epoch && !DIVERGED(d)
#else
#define MAY_SNAPSHOT
#endif
proctype Desk(byte d) {
endD: do
  :: atomic {
     CAN ->
     if
#ifdef A_BOOK
  BK(0)
  BK(1)
#if NS > 2
  BK(2)
#endif
#endif
#ifdef A_MOVE
  MV(0,0)
  MV(0,1)
  MV(1,0)
  MV(1,1)
#if NS > 2
  MV(0,2)
  MV(1,2)
#endif
#if NA > 2
  MV(2,0)
  MV(2,1)
#if NS > 2
  MV(2,2)
#endif
#endif
#endif
#ifdef A_CANCEL
  CN(0)
  CN(1)
#if NA > 2
  CN(2)
#endif
#endif
#ifdef A_ARRIVE
  AR(0)
  AR(1)
#endif
#ifdef A_REVIVE
  RV(0)
  RV(1)
#endif
#ifdef A_SWAP
  SW(0,1)
#if NA > 2
  SW(0,2)
  SW(1,2)
#endif
#endif
#ifdef A_SERIES
  SR
#endif
#ifdef A_RESOLVE
  RS(0)
  RS(1)
#if ND*K > 2
  RS(2)
  RS(3)
#endif
#if ND*K > 4 || SIDES == 2
  RS(4)
  RS(5)
#endif
#if SIDES == 2
  RS(6)
  RS(7)
#endif
#endif
  :: else -> kind = NOTHING
     fi;
     d_step { if :: kind != NOTHING -> act_() :: else fi; TIDY }
  }
#ifdef A_HOLD
  :: d_step { !hold[d] && FREE(0) -> hold[d] = 1 }
  :: d_step { !hold[d] && FREE(1) -> hold[d] = 2 }
  :: d_step { hold[d] -> hold[d] = 0 }
#endif
  SEND(0)
  SEND(1)
  LOSE(0)
  LOSE(1)
  LATE(0)
  LATE(1)
  :: d_step { wait[d] && rp[d] -> reply() }
  :: d_step { wait[d] && rp[d] && bud > 0 -> bud--; wait[d] = 0; rp[d] = 0; rhead[d] = 0; NO_REPLY RETRY printf("desk %d: reply lost\n", d) }
  /* pull: the answer is fetched, held in memory, and taken later */
#ifdef EPOCH
  :: d_step { ACTIVE && !ph[d] && !entering[d] && dep[d] == epoch && !DIVERGED(d) && NEWS -> ph[d] = 1; pto[d] = counter; phh[d] = hist }
  :: d_step { !entering[d] && dep[d] != epoch -> enterEpoch() }
  :: d_step { !entering[d] && dep[d] == epoch && DIVERGED(d) -> OPEN_EPOCH; enterEpoch() }
  :: d_step { entering[d] && !offer[d] && !wait[d] -> entering[d] = 0; snapshot() }
#else
  :: d_step { ACTIVE && !ph[d] && NEWS -> lastEntry(); ph[d] = 1; pto[d] = x; x = 0; i = 0 }
#endif
#ifdef S_CURSEP
  :: d_step { ph[d] && !half[d] -> half[d] = 1; from0[d] = cur[d]; cur[d] = pto[d] }    /* the cursor is saved ... */
  :: d_step { ph[d] && half[d] -> half[d] = 0; pull(from0[d]); from0[d] = 0 }           /* ... then the rows, unless */
  :: d_step { ph[d] && half[d] && bud > 0 -> bud--; half[d] = 0; from0[d] = 0; ph[d] = 0; pto[d] = 0 }
#else
  :: d_step { ph[d] -> pull(cur[d]) }
#endif
#ifdef SNAPSHOT
  :: d_step { ACTIVE && !ph[d] && NEWS MAY_SNAPSHOT -> snapshot() }                                  /* answered `snapshot-needed` */
#endif
#ifdef CLONE
#ifndef S_NOFENCE
  /* A session starts: the proposal is saved, sent, and the fence once it is answered. */
  :: d_step { ACTIVE && !sess[d] && !wait[d] && prop[d] == fence[d] -> tokens++; prop[d] = tokens }
  :: d_step { ACTIVE && !sess[d] && !wait[d] && prop[d] != fence[d] ->
       if :: ACCEPTED -> sfence[did[d]] = prop[d]; printf("desk %d: session starts under id %d\n", d, did[d])
          :: else -> printf("desk %d: fence refused, new id %d\n", d, nextId); assert(act2);
             did[d] = nextId; nextId++; tokens++; prop[d] = tokens; sfence[did[d]] = tokens fi;
       fence[d] = prop[d]; sess[d] = 1 }
  :: d_step { ACTIVE && !sess[d] && !wait[d] && prop[d] != fence[d] && bud > 0 && ACCEPTED ->
       bud--; sfence[did[d]] = prop[d]; printf("desk %d: session starts, the reply is lost\n", d) }
  :: d_step { ACTIVE && sess[d] && !wait[d] && bud > 0 -> bud--; sess[d] = 0; ph[d] = 0; pto[d] = 0; printf("desk %d: starts again\n", d) }
#endif
  /* The files are copied, at a moment when no proposal is unanswered (README.md says why this bound). */
  :: d_step { d == 1 && !act2 && n[0] > 0 COPY_WHEN -> printf("desk 1: a copy of desk 0\n");
       act2 = 1; did[1] = did[0]; fence[1] = fence[0]; prop[1] = prop[0];
       pend[1] = pend[0]; kept[1] = kept[0]; cur[1] = cur[0]; shown[1] = shown[0];
       CO[6] = CO[3]; CO[7] = CO[4]; CO[8] = CO[5]; CE[6] = CE[3]; CE[7] = CE[4]; CE[8] = CE[5]; i = 0;
       do :: i < NA -> T[2*NA+i] = T[NA+i]; TS[2*NA+i] = TS[NA+i]; SS[2*NA+i] = SS[NA+i];
             RC[NA+i] = RC[i]; RT[NA+i] = RT[i]; RS[NA+i] = RS[i]; i++
          :: else -> break od;
       i = 0 }
#endif
  od
}
/* ---- S5 and S2: looked at whenever nothing is on its way */
#ifdef EPOCH
#define AT_REST(d) (!entering[d] && !offer[d] && dep[d] == epoch && !DIVERGED(d))
#else
#define AT_REST(d) 1
#endif
#define QUIET1 (!wait[d] && !rq[d*2] && !rq[d*2+1] && !ph[d] && !NEWS && !PUSHABLE && AT_REST(d))
inline sameAsServer() {
  assert(pend[d] == 0);
  x = 0;
  do
  :: x < NA -> assert(MINE(x) == T[x] && TS[V*NA+x] == TS[x] && SS[V*NA+x] == SS[x] && RC[d*NA+x] == T[x]); x++
  :: else -> break
  od;
  assert(CO[V*3] == CO[0] && CO[V*3+1] == CO[1] && CO[V*3+2] == CO[2]);
  assert(CE[V*3] == CE[0] && CE[V*3+1] == CE[1] && CE[V*3+2] == CE[2]);
  o = 0;
  do
  :: o < n[d] -> assert(LOGGED(d*K+o)); o++
  :: else -> break
  od
}
proctype Monitor() { byte d;
endM: do
  :: d_step {
       d = 0; fr = 1; o = 0;
       do
       :: d < ND -> if :: ACTIVE && !QUIET1 -> fr = 0 :: else fi; d++
       :: else -> break
       od;
       d = 0;
       do
       :: fr && d < ND -> if :: ACTIVE -> sameAsServer() :: else fi; d++
       :: else -> break
       od;
#ifdef EPOCH
       x = 0;
#ifdef SNAPSHOT
       fr = 0;                                       /* not of a desk that knows a part of the feed only: README.md */
#endif
       do
       :: fr && restored && epoch == 1 && x < NA ->
          if
          :: (PL(oldRow[x]) && T[x] != oldRow[x]) || (ST(oldRow[x]) == CANCELLED && ST(T[x]) != CANCELLED) ->
             bad = 0; o = 0;                         /* a later act on it, or a conflict then or now, has to explain it */
             do :: o < NOPS -> if :: (OPS_ON(x) & BIT(o)) && (seqOf[o] == 0 || (superseded & BIT(o))) -> bad = 1 :: else fi; o++ :: else -> break od;
             assert(bad || ((CO[0]|CO[1]|CO[2]|oldOpen) & am[x]))
          :: else
          fi;
          x++
       :: else -> break
       od;
#endif
       d = 0; TIDY
     }
  od
}
init { atomic {
  i = 0;
  do
  :: i < SEED ->
     j = 0;
     do :: j < NV -> T[j*NA+i] = ROW(BOOKED,1,i); j++ :: else -> break od;
     j = 0;
     do :: j < ND -> RC[j*NA+i] = ROW(BOOKED,1,i); j++ :: else -> break od;
     i++
  :: else -> break
  od;
  i = 0; j = 0;
#ifdef CLONE
  fence[0] = 1; prop[0] = 1; sfence[0] = 1; sess[0] = 1;
#endif
#ifdef S_NOLOCK
  run Server(ND+1); run Server(ND+2);
#else
  run Server();
#ifdef S_SEQ
  run Server();
#endif
#endif
  run Desk(0); run Desk(1);
#if ND > 2
  run Desk(2);
#endif
  run Monitor() } }
