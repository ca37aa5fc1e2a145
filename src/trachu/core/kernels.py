"""The inner loops of the structural engine, compiled where numba is installed.

Each is plain Python over arrays, so without numba it runs as it stands, only slowly; `trachu.core.engine` then takes
the same rules written for NumPy (`trachu.core.yearly`). Sums may be added up in another order than there: the last
digits of a float, never the rules or the random numbers.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from trachu.core.mixing import (
    ALL,
    AVAILABLE,
    BACK,
    BIT,
    BRUIJN,
    DIGITS,
    FIRST,
    GOLDEN,
    LANES,
    NONE,
    PARTS,
    PLACE,
    S11,
    S16,
    S27,
    S30,
    S31,
    S58,
    SECOND,
    UNIT,
)
from trachu.core.structure import Rules, World

F = TypeVar("F", bound=Callable[..., Any])
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
Small = NDArray[np.uint16]
Flags = NDArray[np.uint8]


def quick(function: F) -> F:
    """Compile a function if numba is here; it lets other threads run while it works."""
    if not AVAILABLE:
        return function
    numba: Any = importlib.import_module("numba")
    flags = {"nnan", "nsz", "reassoc", "contract", "arcp"}
    return cast(F, numba.njit(nogil=True, cache=True, fastmath=flags, error_model="numpy")(function))


@quick
def mixed(key: Any, number: Any) -> Any:
    """Mix a key and a number into 64 random bits: the finaliser of SplitMix64 at that place of its sequence."""
    z = key + GOLDEN * number
    z = (z ^ (z >> S30)) * FIRST
    z = (z ^ (z >> S27)) * SECOND
    return z ^ (z >> S31)


@quick
def reviewed(key: Any, digits: Ints, pairs: int, ones: Small, others: Small, one: Small, other: Small) -> int:
    """Write the pairs that are reviewed into `one` and `other` and return how many they are.

    64 pairs are decided at once: random bits are held against the binary digits of the probability, the first
    difference decides, and no more bits are drawn than the slowest of the 64 needs.
    """
    count = 0
    for word in range((pairs + LANES - 1) // LANES):
        left = pairs - word * LANES
        undecided = ALL if left >= LANES else (BIT << np.uint64(left)) - BIT
        yes = NONE
        for place in range(DIGITS):
            bits = mixed(key, np.uint64(word * LANES + place))
            if digits[place] == 1:
                yes |= undecided & ~bits
                undecided &= bits
            else:
                undecided &= ~bits
            if undecided == NONE:
                break
        start = np.uint64(word * LANES)
        while yes != NONE:
            lowest = yes & (~yes + BIT)
            pair = start + PLACE[(lowest * BRUIJN) >> S58]
            one[count], other[count] = ones[pair], others[pair]
            count += 1
            yes ^= lowest
    return count


@quick
def faced(
    w: Floats, g: Floats, power: Floats, technology: Floats, main: Floats, threat: Floats, most: Floats,
    support: Floats, learned: Floats, weight: Floats,
) -> None:  # fmt: skip
    """Add up for each state the threat of all others, the greatest one, allied power and allied technology.

    Sizes are multiples of four; the matrices are symmetric, so a row serves as a column.
    """
    size = len(power)
    for i in range(size):
        threat[i], most[i], main[i], support[i], learned[i], weight[i] = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for j in range(0, size, 4):
        p0, p1, p2, p3, number = power[j], power[j + 1], power[j + 2], power[j + 3], float(j)
        for i in range(size):
            d0, d1, d2, d3 = w[j, i] * p0, w[j + 1, i] * p1, w[j + 2, i] * p2, w[j + 3, i] * p3
            threat[i] += d0 + d1 + d2 + d3
            top, who = most[i], main[i]
            who = number if d0 > top else who
            top = d0 if d0 > top else top
            who = number + 1.0 if d1 > top else who
            top = d1 if d1 > top else top
            who = number + 2.0 if d2 > top else who
            top = d2 if d2 > top else top
            who = number + 3.0 if d3 > top else who
            top = d3 if d3 > top else top
            most[i], main[i] = top, who
    for j in range(0, size, 4):
        p0, p1, p2, p3 = power[j], power[j + 1], power[j + 2], power[j + 3]
        t0, t1, t2, t3 = technology[j], technology[j + 1], technology[j + 2], technology[j + 3]
        for i in range(size):
            b0, b1, b2, b3 = g[j, i], g[j + 1, i], g[j + 2, i], g[j + 3, i]
            support[i] += b0 * p0 + b1 * p1 + b2 * p2 + b3 * p3
            learned[i] += b0 * t0 + b1 * t1 + b2 * t2 + b3 * t3
            weight[i] += b0 + b1 + b2 + b3


@quick
def agreed(utility: Floats, luck: Floats, count: int, yes: Floats) -> None:
    """Write 1 where luck < 1 / (1 + e^−u), else 0, in a loop that processors take several at a time."""
    for n in range(count):
        u = utility[n]
        u = 30.0 if u > 30.0 else u
        u = -30.0 if u < -30.0 else u
        x = -u / PARTS
        series = 1.0 + x / 6.0 * (1.0 + x / 7.0 * (1.0 + x / 8.0 * (1.0 + x / 9.0)))
        series = 1.0 + x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 * (1.0 + x / 5.0 * series))))
        series = series * series
        series = series * series
        series = series * series
        series = series * series
        series = series * series
        series = series * series
        series = series * series
        yes[n] = 1.0 if luck[n] * (1.0 + series) < 1.0 else 0.0


@quick
def opened(
    g: Floats, sanctions: Floats, made: Floats, technology: Floats, economy: Floats, power: Floats, near: Floats,
    year: float, rules: Rules, learned: Floats, passed: Floats, hit: Floats, pressure: Floats, access: Floats,
) -> None:  # fmt: skip
    """Add up what trust and controls let through, and what sanctions cost and weigh on each state."""
    size = len(power)
    whole = 0.0
    for i in range(size):
        learned[i], passed[i], hit[i], pressure[i], access[i] = 0.0, 0.0, 0.0, 0.0, 0.0
        whole += power[i]
    for i in range(size):
        trade, shut, skill, lost = 0.0, 0.0, 0.0, 0.0
        for j in range(size):
            imposed = sanctions[j, i]
            exchange = near[j, i] * economy[j]
            trade += exchange
            shut += imposed * exchange
            skill += exchange * technology[j]
            lost += imposed * exchange * technology[j]
            pressure[i] += imposed * power[j]
            bond = g[j, i]
            if bond > 0.0:
                trust = 1.0 - math.exp(-(year - made[j, i]) / rules.trust_years) if rules.trust_years > 0.0 else 1.0
                share = bond * trust * (1.0 - rules.closing * imposed)
                learned[i] += share * technology[j]
                passed[i] += share
        hit[i] = shut / trade if trade > 0.0 else 0.0
        access[i] = 1.0 - rules.closing * lost / skill if skill > 0.0 else 1.0
        pressure[i] = math.log(1.0 + pressure[i] / whole) if whole > 0.0 else 0.0


@quick
def utilities(
    one: Small, other: Small, count: int, w: Floats, pull: Floats, bound: Flags, power: Floats, main: Small,
    danger: Floats, inverse: Floats, rules: Rules, utility: Floats, was: Floats,
) -> None:  # fmt: skip
    """Write what an alliance is worth to each reviewed pair, and whether it has one now."""
    for n in range(count):
        i, j = one[n], other[n]
        common = w[main[i], j] * danger[i] * inverse[j] + w[main[j], i] * danger[j] * inverse[i]
        mutual = w[i, j] * (power[j] * inverse[i] + power[i] * inverse[j])
        utility[n] = pull[i, j] + rules.common * common - rules.mutual * mutual
        was[n] = bound[i, j]


@quick
def further(
    one: Small, other: Small, count: int, w: Floats, power: Floats, inverse: Floats, support: Floats,
    pressure: Floats, torn: Floats, poles: Ints, rules: Rules, utility: Floats,
) -> None:  # fmt: skip
    """Add what bandwagoning, hedging and realignment make of it."""
    for n in range(count):
        i, j = int(one[n]), int(other[n])
        u = rules.realign * pressure[i] * pressure[j]
        if power[j] > rules.stronger * power[i]:
            u += rules.bandwagon * w[i, j] * power[j] * inverse[i] * math.exp(-support[i] / power[i])
        if power[i] > rules.stronger * power[j]:
            u += rules.bandwagon * w[i, j] * power[i] * inverse[j] * math.exp(-support[j] / power[j])
        if j == poles[0] or j == poles[1]:
            u -= rules.hedge * torn[i]
        if i == poles[0] or i == poles[1]:
            u -= rules.hedge * torn[j]
        utility[n] += u


@quick
def lucky(key: Any, one: Small, other: Small, count: int, luck: Floats) -> None:
    """Write a number between 0 and 1 for each reviewed pair; it depends on the year's key and the pair alone."""
    for n in range(count):
        pair = (np.uint64(one[n]) << S16) | np.uint64(other[n])
        luck[n] = (float(mixed(key, pair) >> S11) + 0.5) * UNIT


@quick
def shaken(key: Any, size: int, shared: float, found: Floats) -> None:
    """Write a standard normal number for each state, two from each pair of random numbers (Box & Muller 1958)."""
    for n in range(0, size, 2):
        one = (float(mixed(key, np.uint64(n)) >> S11) + 0.5) * UNIT
        two = (float(mixed(key, np.uint64(n + 1)) >> S11) + 0.5) * UNIT
        length, angle = math.sqrt(-2.0 * math.log(one)), 2.0 * math.pi * two
        found[n] = length * math.cos(angle)
        if n + 1 < size:
            found[n + 1] = length * math.sin(angle)
    if shared > 0.0:
        one = (float(mixed(key, np.uint64(size + 1)) >> S11) + 0.5) * UNIT
        two = (float(mixed(key, np.uint64(size + 2)) >> S11) + 0.5) * UNIT
        world = math.sqrt(-2.0 * math.log(one)) * math.cos(2.0 * math.pi * two)
        for n in range(size):
            found[n] = math.sqrt(shared) * world + math.sqrt(1.0 - shared) * found[n]


@quick
def divided(power: Floats, economy: Floats, near: Floats, alive: Floats, poles: Ints, torn: Floats) -> None:
    """Find the two strongest states, and how evenly each other middle power depends on both (0 to 1)."""
    size, first, second, whole, living = len(power), 0, -1, 0.0, 0.0
    for i in range(size):
        whole += power[i]
        living += alive[i]
        first = i if power[i] > power[first] else first
    for i in range(size):
        if i != first and (second < 0 or power[i] > power[second]):
            second = i
    poles[0], poles[1] = first, second
    for i in range(size):
        one, two = near[i, first] * economy[first], near[i, second] * economy[second]
        middle = i != first and i != second and power[i] * living >= whole and one + two > 0.0
        torn[i] = 1.0 - abs(one - two) / (one + two) if middle else 0.0


@quick
def tied(
    i: int, j: int, now: bool, near: Floats, like: Floats, inertia: float, w: Floats, g: Floats, pull: Floats,
    bound: Flags,
) -> int:  # fmt: skip
    """Make or end the alliance of a pair, and return by how much the number of alliances changes."""
    if (bound[i, j] == 1) == now:
        return 0
    threat = 0.0 if now else near[i, j] * (1.0 - like[i, j]) * 0.5
    reach = near[i, j] if now else 0.0
    w[i, j] = w[j, i] = threat
    g[i, j] = g[j, i] = reach
    drawn = pull[i, j] + (inertia if now else -inertia)
    pull[i, j] = pull[j, i] = drawn
    bound[i, j] = bound[j, i] = 1 if now else 0
    return 1 if now else -1


@quick
def history(
    world: World, rules: Rules, keys: Bits, digits: Ints, ones: Small, others: Small, size: int, chance: bool,
    changed: Ints, amounts: Floats, kept: Ints, metrics: Floats, states: Floats, bonds: Floats,
) -> None:  # fmt: skip
    """Run one history of as many years as there are `keys`, and write what is asked for.

    `metrics` [year, metric], `states` [kept, field, state]; `bonds` [kept, state, state] is added to.
    """
    m = len(world.economy)
    economy, arms, technology = world.economy.copy(), world.military.copy(), world.technology.copy()
    effort, alive, sanctions = world.effort.copy(), world.alive.copy(), world.sanctions.copy()
    near, like = world.near, world.like
    w, g, made, pull = np.empty((m, m)), np.empty((m, m)), np.empty((m, m)), np.empty((m, m))
    bound = np.zeros((m, m), dtype=np.uint8)
    ties = 0
    for i in range(m):
        for j in range(m):
            w[i, j] = near[i, j] * (1.0 - like[i, j]) * 0.5 * (1.0 - world.allied[i, j])
            g[i, j] = near[i, j] * world.allied[i, j]
            made[i, j] = -world.age[i, j]
            bound[i, j] = 1 if world.allied[i, j] > 0.0 else 0
            pull[i, j] = rules.apart + rules.like * like[i, j] + rules.inertia * world.allied[i, j]
            ties += 1 if world.allied[i, j] > 0.0 and j > i else 0
    power, threat, most, main = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m)
    support, learned, weight, passed = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m)
    hit, pressure, access, torn = np.zeros(m), np.zeros(m), np.ones(m), np.zeros(m)
    inverse, z, before, owner = np.zeros(m), np.zeros(m), np.zeros(m), np.full(m, -1)
    log_e, log_t, poles = np.zeros(m), np.zeros(m), np.full(2, -1)
    pairs = len(ones)
    one_of, other_of = ones.copy(), others.copy()
    utility, luck, was, yes = np.zeros(pairs), np.zeros(pairs), np.zeros(pairs), np.zeros(pairs)
    feared, danger = np.zeros(m, dtype=np.uint16), np.zeros(m)
    more = rules.bandwagon > 0.0 or rules.hedge > 0.0 or rules.realign > 0.0
    full = rules.trust_years > 0.0 or rules.closing > 0.0 or rules.cost > 0.0 or rules.realign > 0.0
    for i in range(m):
        log_e[i] = math.log(economy[i]) if alive[i] > 0.0 else 0.0
    at, slot = 0, 0
    for year in range(len(keys)):
        while at < len(changed) and changed[at, 0] <= year:
            kind, one, other, amount = changed[at, 1], changed[at, 2], changed[at, 3], amounts[at]
            if kind == 0:
                sanctions[one, other] = amount
            elif kind == 1:
                ties += tied(one, other, amount > 0.0, near, like, rules.inertia, w, g, pull, bound)
                made[one, other] = made[other, one] = float(year)
            elif kind == 2:
                log_e[one] += amount
                economy[one] = math.exp(log_e[one])
            elif kind == 3:
                technology[one] *= math.exp(amount)
            else:
                arms[one] *= math.exp(amount)
            at += 1
        frontier, mean_arms, living = 0.0, 0.0, 0.0
        for i in range(m):
            power[i] = 0.0
            if alive[i] > 0.0:
                log_t[i] = math.log(technology[i])
                drive = rules.economy * log_e[i] + rules.military * math.log(arms[i]) + rules.technological * log_t[i]
                power[i] = math.exp(drive)
                frontier = technology[i] if technology[i] > frontier else frontier
                mean_arms += arms[i]
                living += 1.0
        mean_arms = mean_arms / living if living > 0.0 else 1.0
        faced(w, g, power, technology, main, threat, most, support, learned, weight)
        if full:
            opened(
                g, sanctions, made, technology, economy, power, near, float(year), rules, learned, passed, hit,
                pressure, access,
            )  # fmt: skip
        if rules.hedge > 0.0:
            divided(power, economy, near, alive, poles, torn)
        if chance:
            shaken(keys[year, 2], size, rules.shared, z)
        for i in range(m):
            inverse[i] = 1.0 / threat[i] if threat[i] > 0.0 else 0.0
            before[i] = effort[i]
        for i in range(size):
            if alive[i] == 0.0:
                continue
            shield = 1.0 + rules.mass * arms[i] / mean_arms + rules.innovation * technology[i] / frontier
            uncovered = threat[i] / shield / (power[i] + support[i])
            target = rules.effort + rules.race * (before[int(main[i])] - rules.effort)
            if rules.answer > 0.0:
                target += rules.answer * math.log(uncovered if uncovered > 1e-300 else 1e-300)
            target = target if target > rules.least else rules.least
            target = target if target < rules.greatest else rules.greatest
            if rules.answer > 0.0 or rules.race > 0.0:
                effort[i] += rules.adjust * (target - effort[i])
            arms[i] = rules.keep * arms[i] + effort[i] * economy[i]
        count = pairs
        if chance:
            count = reviewed(keys[year, 0], digits, pairs, ones, others, one_of, other_of)
        for i in range(m):
            feared[i] = np.uint16(main[i])
            danger[i] = power[feared[i]]
        utilities(one_of, other_of, count, w, pull, bound, power, feared, danger, inverse, rules, utility, was)
        if more:
            further(one_of, other_of, count, w, power, inverse, support, pressure, torn, poles, rules, utility)
        if chance:
            lucky(keys[year, 1], one_of, other_of, count, luck)
            agreed(utility, luck, count, yes)
        else:
            for n in range(count):
                yes[n] = 1.0 if utility[n] > 0.0 else 0.0
        math_t = math.log(frontier)
        for i in range(size):
            if alive[i] == 0.0:
                continue
            lead = learned[i] - technology[i] * (passed[i] if full else weight[i])
            lead = lead / weight[i] if weight[i] > 0.0 and lead > 0.0 else 0.0
            log_e[i] += rules.growth + rules.catch_up * access[i] * (math_t - log_t[i])
            log_e[i] += rules.sigma * z[i] - rules.burden * (effort[i] - rules.free) - rules.cost * hit[i]
            economy[i] = math.exp(log_e[i])
            grown = rules.technology + rules.substitution * (1.0 - access[i])
            technology[i] += grown * technology[i] + rules.learning * lead
        for n in range(count):
            if yes[n] != was[n]:
                i, j = one_of[n], other_of[n]
                if alive[i] > 0.0 and alive[j] > 0.0:
                    ties += tied(i, j, yes[n] > 0.0, near, like, rules.inertia, w, g, pull, bound)
                    if full:
                        made[i, j] = made[j, i] = float(year + 1)
        if chance and (rules.exit > 0.0 or rules.entry > 0.0):
            for i in range(size):
                fate = (float(mixed(keys[year, 3], np.uint64(i)) >> S11) + 0.5) * UNIT
                if alive[i] > 0.0:
                    by, cover = int(main[i]), power[i] + support[i]
                    risk = rules.exit * (1.0 - cover / most[i]) if most[i] > cover and alive[by] > 0.0 else 0.0
                    if fate < risk:
                        economy[by] += economy[i]
                        log_e[by] = math.log(economy[by])
                        arms[by] += arms[i]
                        alive[i], owner[i] = 0.0, by
                        for j in range(m):
                            ties += tied(i, j, False, near, like, rules.inertia, w, g, pull, bound)
                elif owner[i] >= 0 and alive[owner[i]] > 0.0 and fate < rules.entry:
                    lord = owner[i]
                    economy[i], arms[i] = BACK * economy[lord], BACK * arms[lord]
                    economy[lord] -= economy[i]
                    arms[lord] -= arms[i]
                    log_e[i], log_e[lord] = math.log(economy[i]), math.log(economy[lord])
                    technology[i], effort[i], alive[i], owner[i] = technology[lord], rules.effort, 1.0, -1
        total, squares, first, spent = 0.0, 0.0, 0.0, 0.0
        for i in range(size):
            total += power[i]
            squares += power[i] * power[i]
            first = power[i] if power[i] > first else first
            spent += effort[i] * alive[i]
        number = total * total / squares
        even = 1.0 / living
        metrics[year, 0] = number
        metrics[year, 1] = math.sqrt(max(1.0 / number - even, 0.0) / (1.0 - even)) if living > 1.0 else 1.0
        metrics[year, 2] = first / total
        metrics[year, 3] = ties
        metrics[year, 4] = living
        metrics[year, 5] = spent / living
        if slot < len(kept) and kept[slot] == year:
            for i in range(size):
                states[slot, 0, i], states[slot, 1, i] = economy[i] * alive[i], arms[i] * alive[i]
                states[slot, 2, i], states[slot, 3, i] = technology[i] * alive[i], effort[i] * alive[i]
                drive = rules.economy * log_e[i] + rules.technological * math.log(technology[i])
                drive += rules.military * math.log(arms[i])
                states[slot, 4, i], states[slot, 5, i] = alive[i] * math.exp(drive), access[i]
                for j in range(size):
                    bonds[slot, i, j] += 1.0 if g[i, j] > 0.0 else 0.0
            slot += 1


@quick
def block(
    world: World, rules: Rules, keys: Bits, digits: Ints, ones: Small, others: Small, size: int, chance: bool,
    changed: Ints, amounts: Floats, kept: Ints, metrics: Floats, states: Floats, bonds: Floats,
) -> None:  # fmt: skip
    """Run as many histories as `keys` has rows, one after another."""
    for run in range(len(keys)):
        history(
            world, rules, keys[run], digits, ones, others, size, chance, changed, amounts, kept, metrics[run],
            states[run], bonds,
        )  # fmt: skip
