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

#include "rules.pml"
#include "server.pml"
#include "acts.pml"
#include "line.pml"
#include "pull.pml"
#include "desk.pml"

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
