/* What a desk offers, when it offers it again, and how messages are lost: PROTOCOL.md, sections 3 and 4. */

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
