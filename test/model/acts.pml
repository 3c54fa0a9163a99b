/* What people do at a desk: each act is applied to the desk's tables at once, and leaves an op in its outbox. */

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
