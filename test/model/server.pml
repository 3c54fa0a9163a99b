/* The shared server: PROTOCOL.md, sections 1 and 3. */

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
