/* What a desk does with what comes: PROTOCOL.md, section 4. */

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
