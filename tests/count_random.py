"""Elections by chance, counted by the program and by counting.py: each number
of each stage has to be the same. Used by count_test.py and count_long.py."""
import json
import random as chance
from fractions import Fraction

import counting
from house import Folder, check, run


class Run:
    def __init__(self, seed):
        self.random = chance.Random(seed)
        self.seen = {}

    def lots(self):
        """Drawn by chance and told to the program, or from a seed by both."""
        seed = None if self.random.random() < 0.5 else \
            f"{self.random.randint(1, 6)} {self.random.randint(1, 6)} \u9ab0"
        return counting.Lots(self.random, seed)

    def program(self, folder, election, method, *more, lots=(), seed=None,
                exits=0):
        path = folder.write("votes.blt", counting.blt(election))
        if seed is not None:
            lots, more = (), more + ("--seed", seed)
        for _, one in lots:
            more += ("--lot", f"c{one + 1}")
        got = run("count", path, "--method", method, "--json", *more,
                  exits=exits)
        return json.loads(got.stdout) if got.stdout else None

    def note(self, what):
        self.seen[what] = self.seen.get(what, 0) + 1


def less(numbers):
    return [n - 1 for n in numbers]


def votes_of(stage, among):
    return {c: Fraction(stage["votes"][c]) for c in among}


def schulze_lots(r, folder, e, last, before, got):
    """Nobody is drawn before one who is tied too and stands before."""
    lots, left = counting.Lots(r.random, "dice"), set(less(got["tied"]))
    for _ in range(got["open"]):
        able = {c for c in left if not any(before.get((d, c)) for d in left)}
        left.discard(lots.draw(able))
    by_seed = r.program(folder, e, "schulze", "--unranked",
                        "last" if last else "neither", seed="dice")
    assert less(by_seed["lots"]) == [one for _, one in lots.drawn]
    assert (by_seed["outcome"], by_seed["open"]) == ("carried", 0)
    r.note("a seat by lot from a seed")


def one_schulze(r, folder):
    e = counting.make(r.random, equal=True, gaps=True)
    last = r.random.random() < 0.5
    among = counting.standing(e)
    n, before = counting.schulze(e, last)
    got = r.program(folder, e, "schulze", "--unranked",
                    "last" if last else "neither")
    for a, b in before:
        assert got["pairs"][a][b] == n[a, b], (a, b)
        assert not (before[a, b] and before[b, a])
    for c in among:
        first = 1 + sum(before[d, c] for d in among if d != c)
        place = len(among) - sum(before[c, d] for d in among if d != c)
        assert got["places"][c] == [first, place], c
        if first != place:
            r.note("a place not decided")
    sure = {c for c in among if got["places"][c][1] <= e["seats"]}
    assert set(less(got["elected"])) == sure
    if got["outcome"] == "tie":
        schulze_lots(r, folder, e, last, before, got)
    winner = [c for c in among if all(n[c, d] > n[d, c]
                                      for d in among if d != c)]
    if winner:                          # Condorcet
        assert got["places"][winner[0]] == [1, 1]
        r.note("a winner of every pair")
    turned = {**e, "ballots": [{c: 20 - b[c] for c in b}
                               for b in e["ballots"]]}
    if not last:                        # reversal symmetry
        _, back = counting.schulze(turned, last)
        assert all(back[b, a] == before[a, b] for a, b in before)
        again = r.program(folder, turned, "schulze")
        size = len(among) + 1
        for c in among:
            f, l = got["places"][c]
            assert again["places"][c] == [size - l, size - f], c


def raise_one(r, folder):
    """Monotonicity: ranked higher somewhere, nobody falls behind another."""
    e = counting.make(r.random, equal=True)
    among = counting.standing(e)
    c = r.random.choice(among)
    got = r.program(folder, e, "schulze", "--unranked", "last")
    for b in e["ballots"]:
        if r.random.random() < 0.3:
            for d in b:
                b[d] += 1
            b[c] = 1
    again = r.program(folder, e, "schulze", "--unranked", "last")
    # Schulze 2011, section 4.5: a potential winner stays one.
    if got["places"][c][0] == 1:
        assert again["places"][c][0] == 1
        r.note("a winner raised")


def stopped(r, folder, e, method, lots):
    """Without its last lot the count stands still at that tie."""
    got = r.program(folder, e, method, lots=lots[:-1], exits=1)
    assert got["outcome"] == "waits for a lot"
    assert set(less(got["tied"])) == lots[-1][0]
    assert got["ties"][-1]["chosen"] is None
    r.note(f"{method}: a lot waited for")


def one_scottish(r, folder):
    e = counting.make(r.random, equal=r.random.random() < 0.2, gaps=True)
    lots = r.lots()
    quota, elected, stages = counting.scottish(e, lots)
    among = counting.standing(e)
    got = r.program(folder, e, "scottish", lots=lots.drawn, seed=lots.seed)
    assert less(got["lots"]) == [one for _, one in lots.drawn]
    assert Fraction(got["quota"]) == quota
    assert less(got["elected"]) == elected, (less(got["elected"]), elected)
    assert len(got["stages"]) == len(stages)
    for mine, its in zip(stages, got["stages"]):
        assert its["act"] == mine["act"]
        assert votes_of(its, among) == mine["votes"]
        assert less(its["elected"]) == mine["elected"]
        aside = Fraction(its["not_transferable"]) + Fraction(its["cut_off"])
        assert aside == mine["lost"]
        assert sum(mine["votes"].values()) + aside == got["counted"]
        r.note("Scottish: " + mine["act"])
    for tie in got["ties"]:
        r.note("Scottish: a tie by " + ("an earlier stage"
               if tie["decided_by_stage"] else "lot"))
    if lots.drawn:
        stopped(r, folder, e, "scottish", lots.drawn)


def one_meek(r, folder):
    e = counting.make(r.random, gaps=True)
    lots = r.lots()
    elected, stages = counting.meek(e, lots)
    among = counting.standing(e)
    got = r.program(folder, e, "meek", lots=lots.drawn, seed=lots.seed)
    assert less(got["lots"]) == [one for _, one in lots.drawn]
    assert less(got["elected"]) == elected
    assert len(got["stages"]) == len(stages)
    for mine, its in zip(stages, got["stages"]):
        assert votes_of(its, among) == mine["votes"]
        assert Fraction(its["quota"]) == mine["quota"]
        assert {c: Fraction(its["keep"][c])
                for c in among} == mine["keep"] or its["excluded"]
        assert less(its["elected"]) == mine["elected"]
        assert less(its["excluded"]) == mine["excluded"]
        assert sum(mine["votes"].values()) + \
            Fraction(its["not_transferable"]) == got["counted"]
        r.note("Meek: a stage")
    if lots.drawn:
        stopped(r, folder, e, "meek", lots.drawn)


def one_choice(r, folder):
    e = counting.make(r.random, equal=True)
    method = r.random.choice(("plurality", "approval"))
    more, most = (), e["candidates"]
    if method == "plurality":
        most = r.random.randint(1, 4)
        more = ("--choices", most)
    votes, cast, blank, aside = counting.choice(e, most)
    needed = 0
    if r.random.random() < 0.5:
        num, den = sorted(r.random.sample(range(1, 8), 2))
        exact = r.random.random() < 0.5
        share = f"{'' if exact else 'more than '}{num}/{den} of votes cast"
        more += ("--majority", share)
        part = Fraction(num, den) * cast
        needed = -(-part // 1) if exact else part // 1 + 1
    got = r.program(folder, e, method, *more)
    assert (got["cast"], got["blank"], got["set_aside"]) == \
        (cast, blank, aside)
    assert {c: got["votes"][c] for c in votes} == votes
    assert got["needed"] == needed
    sure, tied = counting.seats(votes, e["seats"], needed)
    assert set(less(got["elected"])) == sure
    assert set(less(got["tied"])) == tied
    if tied:
        lots, left = counting.Lots(r.random, "dice"), set(tied)
        while len(lots.drawn) < e["seats"] - len(sure):
            left.discard(lots.draw(left))
        by_seed = r.program(folder, e, method, *more, seed="dice")
        assert less(by_seed["lots"]) == [one for _, one in lots.drawn]
        assert set(less(by_seed["elected"])) == sure | tied - left
        r.note(f"{method}: by lot from a seed")
    r.note(f"{method}: {got['outcome']}")


def many(name, one, times, seed):
    """`times` elections; the first one that differs is printed."""
    r = Run(f"{name} {seed}")
    with Folder() as folder:
        for i in range(times):
            try:
                one(r, folder)
            except AssertionError as e:
                with open(folder("votes.blt"), encoding="utf-8") as f:
                    check(False, name, f"seed {seed}, election {i}: {e!r}",
                          f.read(), *__import__("traceback").format_exc()
                          .splitlines())
                return
    check(True, f"{name}: {times} elections by chance, the same numbers")
    print("    " + ", ".join(f"{k} {v}" for k, v in sorted(r.seen.items())))


def all_of(times, seed):
    many("Schulze", one_schulze, times, seed)
    many("Schulze, one raised", raise_one, times // 2, seed)
    many("Scottish", one_scottish, times, seed)
    many("Meek", one_meek, times, seed)
    many("choices", one_choice, times, seed)
