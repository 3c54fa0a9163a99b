/* A desk: everything that can happen to it next. */

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
