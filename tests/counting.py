"""Elections counted a second time: slowly, ballot by ballot, in fractions,
written from the published texts and not from the program. And a maker of
elections that nobody held.

An election is {"candidates": n, "withdrew": set, "seats": k, "ballots": [...]},
a ballot a dict from candidate to rank, from 1. Candidates are 0 to n - 1.
"""
import hashlib
from fractions import Fraction
from itertools import permutations
from math import ceil, floor

# ---- making them ------------------------------------------------------------


def make(random, equal=False, gaps=False):
    """Few candidates and few patterns, so that ties are frequent."""
    n = random.randint(1, 6)
    patterns = [ballot(random, n, equal, gaps)
                for _ in range(random.randint(1, 6))]
    ballots = []
    for _ in range(random.choice((0, 1, 5, 12, 40, 90))):
        ballots.append(dict(random.choice(patterns))
                       if random.random() < 0.8 else
                       ballot(random, n, equal, gaps))
    withdrew = {c for c in range(n) if random.random() < 0.1}
    return {"candidates": n, "ballots": ballots,
            "withdrew": withdrew if len(withdrew) < n else set(),
            "seats": random.randint(1, 4)}


def ballot(random, n, equal, gaps):
    chosen = random.sample(range(n), random.randint(0, n))
    rank, out = 0, {}
    for c in chosen:
        if rank == 0 or not (equal and random.random() < 0.3):
            rank += 1
            if gaps and random.random() < 0.1:
                rank += 1
        out[c] = rank
    return out


def blt(election):
    """The election as a BLT file, each ballot on a line of its own."""
    lines = [f"{election['candidates']} {election['seats']}"]
    lines += [f"-{c + 1}" for c in sorted(election["withdrew"])]
    for b in election["ballots"]:
        words = []
        for rank in range(1, max(b.values(), default=0) + 1):
            here = [str(c + 1) for c in b if b[c] == rank]
            words.append("=".join(here) or "-")
        lines.append(" ".join(["1"] + words + ["0"]))
    lines.append("0")
    lines += [f'"c{c + 1}"' for c in range(election["candidates"])]
    return "\n".join(lines + ['"made by chance"', ""])


def standing(e):
    return [c for c in range(e["candidates"]) if c not in e["withdrew"]]


# ---- Schulze 2011 -----------------------------------------------------------


def pairs(e, last):
    """N[a, b]: ballots that rank a before b."""
    n = {(a, b): 0 for a in standing(e) for b in standing(e)}
    for b in e["ballots"]:
        for x, y in n:
            if x in b and y in b:
                n[x, y] += b[x] < b[y]
            elif last:
                n[x, y] += x in b and y not in b
    return n


def stronger(p, q):
    """Winning votes, as section 2.1 of the paper lists the cases."""
    (a, b), (c, d) = p, q
    return (a > b and c <= d) or (a >= b and c < d) or \
        (a > b and c > d and a > c) or \
        (a > b and c > d and a == c and b < d) or \
        (a < b and c < d and b < d) or \
        (a < b and c < d and b == d and a > c)


def weakest(path, n):
    links = [(n[x, y], n[y, x]) for x, y in zip(path, path[1:])]
    out = links[0]
    for link in links[1:]:
        if stronger(out, link):
            out = link
    return out


def strongest(a, b, n, among):
    """Every path there is, one after another."""
    out = None
    others = [c for c in among if c not in (a, b)]
    for length in range(len(others) + 1):
        for between in permutations(others, length):
            link = weakest((a, *between, b), n)
            if out is None or stronger(link, out):
                out = link
    return out


def schulze(e, last):
    """The pairs, and who stands before whom."""
    among = standing(e)
    n = pairs(e, last)
    path = {(a, b): strongest(a, b, n, among)
            for a in among for b in among if a != b}
    return n, {(a, b): stronger(path[a, b], path[b, a]) for a, b in path}


# ---- ties -------------------------------------------------------------------


class Lots:
    """Draws, by chance or from a seed, and keeps what was drawn."""

    def __init__(self, random, seed=None):
        self.random, self.seed, self.drawn = random, seed, []

    def draw(self, tied):
        one = self.random.choice(sorted(tied)) if self.seed is None else \
            from_seed(self.seed, len(self.drawn) + 1, tied)
        self.drawn.append((set(tied), one))
        return one


def from_seed(seed, n, tied):
    """Whom the nth lot names: the smallest SHA-256 of "SEED/n/CANDIDATE"."""
    return min(tied, key=lambda c: hashlib.sha256(
        f"{seed}/{n}/{c + 1}".encode()).digest())


# ---- the Scottish Order of 2007 ---------------------------------------------


def paper(b, withdrew):
    """The preferences of a paper, or None: it is not counted."""
    out, rank = [], 1
    while True:
        here = [c for c in b if b[c] == rank]
        stands = [c for c in here if c not in withdrew]
        if len(stands) > 1 or not here:
            return None if rank == 1 and b else out
        out += stands
        rank += 1


def five(x):
    return Fraction(floor(x * 100000), 100000)


def scottish(e, lots):
    papers = [paper(b, e["withdrew"]) for b in e["ballots"]]
    papers = [p for p in papers if p]
    quota = len(papers) // (e["seats"] + 1) + 1
    votes = {c: Fraction(0) for c in standing(e)}
    with_ = {c: [] for c in votes}
    for p in papers:                                    # rule 45
        votes[p[0]] += 1
        with_[p[0]].append((p, Fraction(1)))
    hopeful, elected, out = set(votes), [], []
    lost = Fraction(0)

    def stage(act):
        now = {"act": act, "votes": dict(votes), "lost": lost, "elected": []}
        out.append(now)
        reach = [c for c in hopeful if votes[c] >= quota]   # rule 47
        elect(now, reach)
        if hopeful and len(hopeful) <= e["seats"] - len(elected):  # rule 52
            elect(now, list(hopeful))

    def elect(now, who):
        who.sort(key=lambda c: (-votes[c], c))
        now["elected"] += who
        elected.extend(who)
        hopeful.difference_update(who)

    def one_of(tied, pick):
        for before in reversed(out[:-1]):               # rules 49, 51
            best = pick(before["votes"][c] for c in tied)
            tied = [c for c in tied if before["votes"][c] == best]
        return tied[0] if len(tied) == 1 else lots.draw(tied)

    def move(c, value):
        for p, worth in with_.pop(c):
            rest = [x for x in p[p.index(c) + 1:] if x in hopeful]
            worth = value(worth)
            if rest:
                votes[rest[0]] += worth
                with_[rest[0]].append((p, worth))
        with_[c] = []

    stage("first")
    while hopeful and len(elected) < e["seats"]:
        over = [c for c in elected if votes[c] > quota]
        if over:                                        # rules 48, 49
            most = max(votes[c] for c in over)
            c = one_of([c for c in over if votes[c] == most], max)
            has, surplus = votes[c], votes[c] - quota
            move(c, lambda worth: five(surplus * worth / has))
            votes[c] = Fraction(quota)
            act = "surplus"
        else:                                           # rules 50, 51
            least = min(votes[c] for c in hopeful)
            c = one_of([c for c in hopeful if votes[c] == least], min)
            hopeful.discard(c)
            move(c, lambda worth: worth)
            votes[c] = Fraction(0)
            act = "exclude"
        lost = len(papers) - sum(votes.values())
        stage(act)
    return quota, elected, out


# ---- Meek, the reference rule -----------------------------------------------

NINE = 10 ** 9


def up(x):
    return Fraction(ceil(x * NINE), NINE)


def meek(e, lots):
    ballots = [[c for c in sorted(b, key=b.get) if c not in e["withdrew"]]
               for b in e["ballots"]]
    kf = {c: Fraction(1) for c in standing(e)}
    hopeful, elected, out = set(kf), [], []
    omega = Fraction(1, 10 ** 6)

    def elect(now, who, v):
        who.sort(key=lambda c: (-v[c], c))
        now["elected"] += who
        elected.extend(who)
        hopeful.difference_update(who)

    def fill(now, v):
        if hopeful and len(hopeful) <= e["seats"] - len(elected):
            elect(now, list(hopeful), v)

    while hopeful and len(elected) < e["seats"]:
        before = None
        while True:                                     # B.2
            v = {c: Fraction(0) for c in kf}
            for b in ballots:
                w = Fraction(1)
                for c in b:
                    kept = up(w * kf[c])
                    v[c] += kept
                    w -= kept
            q = Fraction(floor(sum(v.values()) / (e["seats"] + 1) * NINE),
                         NINE) + Fraction(1, NINE)
            reach = [c for c in hopeful if v[c] >= q]
            if len(reach) + len(elected) > e["seats"]:
                reach = []              # Algorithm 123: a multi-way tie
            s = max(Fraction(0), sum((v[c] - q for c in elected), Fraction(0)))
            if reach or s < omega or (before is not None and s >= before):
                break
            before = s
            for c in elected:
                kf[c] = up(up(kf[c] * q) / v[c])
        now = {"votes": v, "quota": q, "keep": dict(kf), "elected": [],
               "excluded": []}
        out.append(now)
        elect(now, reach, v)
        fill(now, v)
        if reach or not hopeful or len(elected) == e["seats"]:
            continue
        least = min(v[c] for c in hopeful)              # B.3
        tied = [c for c in hopeful if v[c] <= least + s]
        c = tied[0] if len(tied) == 1 else lots.draw(tied)
        hopeful.discard(c)
        kf[c] = Fraction(0)
        now["excluded"] = [c]
        fill(now, v)
    return elected, out


# ---- choices ----------------------------------------------------------------


def choice(e, most):
    """Votes of each who stands, ballots cast, blank, set aside."""
    votes = {c: 0 for c in standing(e)}
    cast = blank = aside = 0
    for b in e["ballots"]:
        if len(b) > most:
            aside += 1
        elif not set(b) - e["withdrew"]:
            blank += 1
        else:
            cast += 1
            for c in set(b) - e["withdrew"]:
                votes[c] += 1
    return votes, cast, blank, aside


def seats(votes, k, needed):
    """Who is surely elected, and who is tied for what is left."""
    able = {c for c in votes if votes[c] >= max(needed, 1)}
    sure = {c for c in able if sum(votes[d] >= votes[c] for d in able) <= k}
    tied = {c for c in able - sure if sum(votes[d] > votes[c]
                                          for d in able) < k}
    return sure, tied
