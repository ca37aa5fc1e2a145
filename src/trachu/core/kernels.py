"""The inner loops of the structural engine, compiled where numba is installed.

Each is plain Python over arrays, so without numba it runs as it stands, only slowly; `trachu.core.engine` then takes
the same rules written for NumPy (`trachu.core.yearly`). Sums may be added up in another order than there: the last
digits of a float, never the rules or the random numbers. Arrays that a function is given do not overlap where one of
them is written; processors can then take several numbers at a time without asking first. They stand in one file, since
numba's kept code notices changes in the file alone that it was compiled from.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trachu.core.elementary import exponentials, logs, mixed, quick, shaken
from trachu.core.mixing import BACK, BIT, BRUIJN, GATHER, LANES, NONE, PARTS, PLACE, S11, S56, S58, UNIT, UNIT32
from trachu.core.structure import Rules, World
from trachu.core.windows import ALWAYS, SECOND, SHIFT, SLACK, WHOLE, Windows

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
Pairs = NDArray[np.uint32]  # pairs, places of pairs, numbers of 32 bits
Flags = NDArray[np.uint8]
LEAST = 1e-300
EIGHT = 8
ONE = np.uint32(1)
AT_ONCE = 5  # places that are taken from 64 before it is asked whether there are more


@quick()
def drawn(key: Any, words: Bits) -> None:
    """Write 64 random bits for every two places of pairs."""
    for n in range(len(words)):
        words[n] = mixed(key, np.uint64(n))


@quick()
def lured(pull: float, most: Floats, inverse: Floats, size: int, lure: Singles) -> None:
    """Write what a state's main threat may allow at most, once round the circle of states and on.

    It is e^x from above for x from 0 to 30, and nearly e^x for x below 4: (1 + y + y²/2 + y³/4)^32 with y = x/32.
    """
    for i in range(len(most)):
        y = pull * most[i] * inverse[i] * (1.0 / 32.0)
        bound = 1.0 + y * (1.0 + y * (0.5 + y * 0.25))
        bound = bound * bound
        bound = bound * bound
        bound = bound * bound
        bound = bound * bound
        lure[i] = np.float32(bound * bound)
    for i in range(len(lure) - size):
        lure[size + i] = lure[i]


@quick()
def screened(
    numbers: Pairs, width: int, low: Singles, high: Singles, lure: Singles, limit: Any, flags: Flags
) -> None:  # fmt: skip
    """Flag the pairs whose alliance their number may change; see `trachu.core.windows`.

    `lure` is what the main threats of states allow, once round the circle and on. Bounds have slack, so half a digit
    of a number in single precision does not matter.
    """
    for later in range(len(numbers) // width):
        for i in range(width):
            n = later * width + i
            number = np.float32(np.int32(numbers[n] >> ONE))
            top = high[n] * lure[i] * lure[i + later + 1]
            top = top if top < limit else limit
            flags[n] = 1 if (number < top) & (number >= low[n]) else 0


@quick()
def listed(flags: Bits, few: Flags, words: Bits, found: Pairs) -> int:
    """Write the places that are flagged into `found` and return how many they are; `flags` come in eights.

    `few` and `words` are one room, in which flags become bits. Some places of each word are written whether they are
    there or not and counted if they are, since processors cannot foresee how many there are.
    """
    for n in range(len(flags)):
        few[n] = np.uint8((flags[n] * GATHER) >> S56)
    count = 0
    for word in range(len(words)):
        left, start = words[word], np.uint64(word * LANES)
        for _ in range(AT_ONCE):
            lowest = left & (~left + BIT)
            found[count] = start + PLACE[(lowest * BRUIJN) >> S58]
            count += 1 if left != NONE else 0
            left ^= lowest
        while left != NONE:
            lowest = left & (~left + BIT)
            found[count] = start + PLACE[(lowest * BRUIJN) >> S58]
            count += 1
            left ^= lowest
    return count


@quick()
def looked_up(numbers: Pairs, pairs: Pairs, found: Pairs, count: int, chosen: Pairs, luck: Floats) -> None:
    """Write the pairs at the places found, and their numbers between 0 and 1."""
    for n in range(count):
        at = found[n]
        chosen[n] = pairs[at]
        luck[n] = (float(numbers[at]) + 0.5) * UNIT32


@quick()
def helped(
    g: Floats, power: Floats, technology: Floats, support: Floats, learned: Floats, weight: Floats
) -> None:  # fmt: skip
    """Add up allied power and allied technology for each state, eight of the others at a time.

    Sizes are multiples of eight; the matrix is symmetric, so a row serves as a column.
    """
    size = len(power)
    for i in range(size):
        support[i], learned[i], weight[i] = 0.0, 0.0, 0.0
    for j in range(0, size, EIGHT):
        p0, p1, p2, p3 = power[j], power[j + 1], power[j + 2], power[j + 3]
        p4, p5, p6, p7 = power[j + 4], power[j + 5], power[j + 6], power[j + 7]
        t0, t1, t2, t3 = technology[j], technology[j + 1], technology[j + 2], technology[j + 3]
        t4, t5, t6, t7 = technology[j + 4], technology[j + 5], technology[j + 6], technology[j + 7]
        for i in range(size):
            b0, b1, b2, b3 = g[j, i], g[j + 1, i], g[j + 2, i], g[j + 3, i]
            b4, b5, b6, b7 = g[j + 4, i], g[j + 5, i], g[j + 6, i], g[j + 7, i]
            support[i] += b0 * p0 + b1 * p1 + b2 * p2 + b3 * p3 + b4 * p4 + b5 * p5 + b6 * p6 + b7 * p7
            learned[i] += b0 * t0 + b1 * t1 + b2 * t2 + b3 * t3 + b4 * t4 + b5 * t5 + b6 * t6 + b7 * t7
            weight[i] += b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7


@quick()
def marked(number: float, keep: Any, mark: Any) -> Any:
    """Put a mark into the last binary digits of a number."""
    return np.int64((np.float64(number).view(np.int64) & keep) | mark).view(np.float64)


@quick()
def faced(w: Floats, power: Floats, keep: Any, main: Pairs, threat: Floats, most: Floats) -> None:
    """Add up the threat of all others to each state, and find the greatest.

    The last binary digits of a threat, those that are not in `keep`, carry who it comes from; so the greatest is
    found together with its state, and of several that agree to the digits left the first.
    """
    size = len(power)
    for i in range(size):
        threat[i], most[i] = 0.0, 0.0
    for j in range(0, size, EIGHT):
        p0, p1, p2, p3 = power[j], power[j + 1], power[j + 2], power[j + 3]
        p4, p5, p6, p7, k = power[j + 4], power[j + 5], power[j + 6], power[j + 7], np.int64(size - 1 - j)
        for i in range(size):
            d0, d1, d2, d3 = w[j, i] * p0, w[j + 1, i] * p1, w[j + 2, i] * p2, w[j + 3, i] * p3
            d4, d5, d6, d7 = w[j + 4, i] * p4, w[j + 5, i] * p5, w[j + 6, i] * p6, w[j + 7, i] * p7
            threat[i] += d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7
            d0, d1 = marked(d0, keep, k), marked(d1, keep, k - 1)
            d2, d3 = marked(d2, keep, k - 2), marked(d3, keep, k - 3)
            d4, d5 = marked(d4, keep, k - 4), marked(d5, keep, k - 5)
            d6, d7 = marked(d6, keep, k - 6), marked(d7, keep, k - 7)
            d0, d2 = d0 if d0 > d1 else d1, d2 if d2 > d3 else d3
            d4, d6 = d4 if d4 > d5 else d5, d6 if d6 > d7 else d7
            d0, d4 = d0 if d0 > d2 else d2, d4 if d4 > d6 else d6
            d0 = d0 if d0 > d4 else d4
            most[i] = d0 if d0 > most[i] else most[i]
    for i in range(size):
        bits = np.float64(most[i]).view(np.int64)
        main[i] = np.uint32(size - 1 - (bits & ~keep))
        most[i] = np.int64(bits & keep).view(np.float64)


@quick()
def agreed(utility: Floats, luck: Floats, was: Floats, count: int, review: float, yes: Floats) -> None:
    """Write 1 where luck < review / (1 + e^−u), else 0, and what was where luck says that there is no review.

    It is a loop that processors take several at a time; e^x is (e^(x/128))^128.
    """
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
        decided = 1.0 if luck[n] * (1.0 + series) < review else 0.0
        yes[n] = decided if luck[n] < review else was[n]


@quick()
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


@quick(disjoint=False)
def utilities(
    chosen: Pairs, count: int, size: Any, w: Floats, pull: Floats, bound: Flags, common: Floats, mutual: Floats,
    inverse: Floats, main: Pairs, inertia: float, utility: Floats, was: Floats,
) -> None:  # fmt: skip
    """Write what an alliance is worth to each pair, and whether it has one now.

    `w`, `pull` and `bound` are laid out row after row; `common` and `mutual` are what a state's main threat and its own
    power weigh, `inverse` 1 / threat. One pair at a time: the numbers of several lie too far from each other.
    """
    for n in range(count):
        i, j = chosen[n] >> SHIFT, chosen[n] & SECOND
        at = i * size + j
        apart = w[at]
        one = common[i] * w[main[i] * size + j] - mutual[i] * apart
        other = common[j] * w[i * size + main[j]] - mutual[j] * apart
        was[n] = bound[at]
        utility[n] = pull[at] + inertia * was[n] + inverse[j] * one + inverse[i] * other


@quick()
def further(
    chosen: Pairs, count: int, w: Floats, power: Floats, inverse: Floats, support: Floats, pressure: Floats,
    torn: Floats, poles: Ints, rules: Rules, utility: Floats,
) -> None:  # fmt: skip
    """Add what bandwagoning, hedging and realignment make of it."""
    for n in range(count):
        i, j = int(chosen[n] >> SHIFT), int(chosen[n] & SECOND)
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


@quick()
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


@quick(inline=True)
def weighed(
    rules: Rules, log_e: Floats, arms: Floats, technology: Floats, alive: Floats, log_t: Floats, log_m: Floats,
    power: Floats, drive: Floats, rest: Floats,
) -> tuple[float, float, float]:  # fmt: skip
    """Write logarithms and power of all states, and return the frontier, the mean of arms, and how many live."""
    size, frontier, mean, living = len(power), 0.0, 0.0, 0.0
    logs(technology, log_t, size, rest)
    logs(arms, log_m, size, rest)
    for i in range(size):
        drive[i] = rules.economy * log_e[i] + rules.military * log_m[i] + rules.technological * log_t[i]
    exponentials(drive, power, size, rest)
    for i in range(size):
        power[i] *= alive[i]
        here = alive[i] * technology[i]
        frontier = here if here > frontier else frontier
        mean += alive[i] * arms[i]
        living += alive[i]
    return frontier, mean / living if living > 0.0 else 1.0, living


@quick(inline=True)
def armed(
    rules: Rules, frontier: float, mean: float, power: Floats, support: Floats, threat: Floats, technology: Floats,
    economy: Floats, alive: Floats, main: Pairs, effort: Floats, arms: Floats, drive: Floats, answer: Floats,
    raced: Floats, rest: Floats,
) -> None:  # fmt: skip
    """Move effort towards what threat and the main threat's effort ask for, and arms with it."""
    size = len(power)
    if rules.answer > 0.0:
        for i in range(size):
            shield = 1.0 + rules.mass * arms[i] / mean + rules.innovation * technology[i] / frontier
            cover = shield * (power[i] + support[i])
            uncovered = threat[i] / (cover if cover > LEAST else LEAST)
            drive[i] = uncovered if uncovered > LEAST else LEAST
        logs(drive, answer, size, rest)
    if rules.race > 0.0:
        for i in range(size):
            raced[i] = rules.race * (effort[main[i]] - rules.effort)
    if rules.answer > 0.0 or rules.race > 0.0:
        for i in range(size):
            target = rules.effort + raced[i] + rules.answer * answer[i]
            target = target if target > rules.least else rules.least
            target = target if target < rules.greatest else rules.greatest
            effort[i] += alive[i] * rules.adjust * (target - effort[i])
    for i in range(size):
        arms[i] += alive[i] * (rules.keep * arms[i] + effort[i] * economy[i] - arms[i])


@quick(inline=True)
def grown(
    rules: Rules, top: float, learned: Floats, passed: Floats, weight: Floats, access: Floats, hit: Floats, z: Floats,
    effort: Floats, alive: Floats, log_t: Floats, technology: Floats, log_e: Floats, economy: Floats, rest: Floats,
) -> None:  # fmt: skip
    """Move economies and technology; `top` is the logarithm of the frontier."""
    size = len(alive)
    for i in range(size):
        lead = learned[i] - technology[i] * passed[i]
        lead = lead / (weight[i] if weight[i] > 0.0 else 1.0)
        lead = lead if lead > 0.0 and weight[i] > 0.0 else 0.0
        rate = rules.growth + rules.catch_up * access[i] * (top - log_t[i])
        rate += rules.sigma * z[i] - rules.burden * (effort[i] - rules.free) - rules.cost * hit[i]
        log_e[i] += alive[i] * rate
        up = rules.technology + rules.substitution * (1.0 - access[i])
        technology[i] += alive[i] * (up * technology[i] + rules.learning * lead)
    exponentials(log_e, economy, size, rest)


@quick()
def tied(
    i: int, j: int, now: bool, size: int, windows: Windows, near: Floats, apart: Floats, w: Floats, g: Floats,
    bound: Flags, low: Singles, high: Singles,
) -> float:  # fmt: skip
    """Make or end the alliance of a pair, and return by how much the number of alliances changes."""
    if i == j or (bound[i, j] == 1) == now:
        return 0.0
    i, j = (i, j) if i < j else (j, i)
    later, width = j - i, len(w)
    at = (later - 1) * width + i if 2 * later <= size else (size - later - 1) * width + j
    w[i, j] = w[j, i] = 0.0 if now else apart[i, j]
    g[i, j] = g[j, i] = near[i, j] if now else 0.0
    bound[i, j] = bound[j, i] = 1 if now else 0
    low[at], high[at] = windows.floors[at] if now else np.float32(0.0), ALWAYS if now else windows.ceilings[at]
    return 1.0 if now else -1.0


@quick(inline=True)
def observed(power: Floats, effort: Floats, alive: Floats, size: int, living: float, ties: float, row: Floats) -> None:
    """Write the metrics of a year."""
    total, squares, first, spent = 0.0, 0.0, 0.0, 0.0
    for i in range(size):
        total += power[i]
        squares += power[i] * power[i]
        first = power[i] if power[i] > first else first
        spent += effort[i] * alive[i]
    number, even = total * total / squares, 1.0 / living
    row[0] = number
    row[1] = math.sqrt(max(1.0 / number - even, 0.0) / (1.0 - even)) if living > 1.0 else 1.0
    row[2], row[3], row[4], row[5] = first / total, ties, living, spent / living


@quick()
def history(
    world: World, rules: Rules, windows: Windows, begun: Any, keys: Bits, size: int, chance: bool, changed: Ints,
    amounts: Floats, kept: Ints, metrics: Floats, states: Floats, bonds: Floats,
) -> None:  # fmt: skip
    """Run one history of as many years as there are `keys`, and write what is asked for.

    `metrics` [year, metric], `states` [kept, field, state]; `bonds` [kept, state, state] is added to. `begun` is what
    `block` lays out for all histories.
    """
    apart, pull, w0, g0, bound0, low0, high0, ties = begun
    w, g, bound, low, high, made = w0.copy(), g0.copy(), bound0.copy(), low0.copy(), high0.copy(), -world.age
    m = len(world.economy)
    economy, arms, technology = world.economy.copy(), world.military.copy(), world.technology.copy()
    effort, alive, sanctions, near = world.effort.copy(), world.alive.copy(), world.sanctions.copy(), world.near
    power, threat, most, main = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m, np.uint32)
    support, learned, weight, passed = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m)
    hit, pressure, access, torn = np.zeros(m), np.zeros(m), np.ones(m), np.zeros(m)
    inverse, z, owner, poles = np.zeros(m), np.zeros(m), np.full(m, -1), np.full(2, -1)
    log_e, log_t, log_m, common, mutual = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m)
    drive, answer, rest, raced, room = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m), np.zeros((5, m))
    every = len(windows.pairs)
    found, chosen, moved = np.zeros(every + 1, np.uint32), np.zeros(every, np.uint32), np.zeros(every, np.uint32)
    utility, luck, was, yes = np.zeros(every), np.zeros(every), np.zeros(every), np.zeros(every)
    words, eights = np.zeros(every // 2, np.uint64), np.zeros(every // EIGHT, np.uint64)
    bits = np.zeros(len(eights) // EIGHT + 1, np.uint64)
    numbers, flags, few = words.view(np.uint32), eights.view(np.uint8), bits.view(np.uint8)
    lure, limit = np.zeros(m + size // 2, np.float32), np.float32(rules.review * WHOLE * (1.0 + SLACK))
    wide, flat_w, flat_pull, flat_bound = np.uint32(m), w.reshape(m * m), pull.reshape(m * m), bound.reshape(m * m)
    marks = 1
    while marks < m:
        marks *= 2
    keep = ~np.int64(marks - 1)
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
                ties += tied(one, other, amount > 0.0, size, windows, near, apart, w, g, bound, low, high)
                made[one, other] = made[other, one] = float(year)
            elif kind == 2:
                log_e[one] += amount
                economy[one] = math.exp(log_e[one])
            elif kind == 3:
                technology[one] *= math.exp(amount)
            else:
                arms[one] *= math.exp(amount)
            at += 1
        frontier, mean, living = weighed(rules, log_e, arms, technology, alive, log_t, log_m, power, drive, rest)
        helped(g, power, technology, support, learned, weight)
        faced(w, power, keep, main, threat, most)
        if rules.exit > 0.0:
            for i in range(m):
                most[i] = w[main[i], i] * power[main[i]]
        if full:
            opened(
                g, sanctions, made, technology, economy, power, near, float(year), rules, learned, passed, hit,
                pressure, access,
            )  # fmt: skip
        if rules.hedge > 0.0:
            divided(power, economy, near, alive, poles, torn)
        if chance:
            shaken(keys[year, 1], size, rules.shared, z, room)
        armed(
            rules, frontier, mean, power, support, threat, technology, economy, alive, main, effort, arms, drive,
            answer, raced, rest,
        )  # fmt: skip
        for i in range(m):
            inverse[i] = 1.0 / threat[i] if threat[i] > 0.0 else 0.0
            common[i], mutual[i] = rules.common * power[main[i]], rules.mutual * power[i]
        count = 0
        if chance:
            lured(windows.lure, most, inverse, size, lure)
            drawn(keys[year, 0], words)
            screened(numbers, m, low, high, lure, limit, flags)
            count = listed(eights, few, bits, found)
            looked_up(numbers, windows.pairs, found, count, chosen, luck)
        else:
            for n in range(every):
                found[count], chosen[count] = n, windows.pairs[n]
                count += 1 if windows.pairs[n] > 0 else 0
        utilities(
            chosen, count, wide, flat_w, flat_pull, flat_bound, common, mutual, inverse, main, rules.inertia, utility,
            was,
        )  # fmt: skip
        if more:
            further(chosen, count, w, power, inverse, support, pressure, torn, poles, rules, utility)
        if chance:
            agreed(utility, luck, was, count + -count % EIGHT, rules.review, yes)
        else:
            for n in range(count):
                yes[n] = 1.0 if utility[n] > 0.0 else 0.0
        grown(
            rules, math.log(frontier), learned, passed if full else weight, weight, access, hit, z, effort, alive,
            log_t, technology, log_e, economy, rest,
        )  # fmt: skip
        flips = 0
        for n in range(count):
            moved[flips] = n
            flips += 1 if yes[n] != was[n] else 0
        for k in range(flips):
            n = moved[k]
            i, j, place = chosen[n] >> SHIFT, chosen[n] & SECOND, found[n]
            if alive[i] > 0.0 and alive[j] > 0.0:
                now = yes[n]
                bound[i, j] = bound[j, i] = np.uint8(now)
                w[i, j] = w[j, i] = (1.0 - now) * apart[i, j]
                g[i, j] = g[j, i] = now * near[i, j]
                low[place] = np.float32(now) * windows.floors[place]
                high[place] = windows.ceilings[place] + np.float32(now) * ALWAYS
                ties += now - was[n]
                if full:
                    made[i, j] = made[j, i] = float(year + 1)
        if chance and (rules.exit > 0.0 or rules.entry > 0.0):
            for i in range(size):
                fate = (float(mixed(keys[year, 2], np.uint64(i)) >> S11) + 0.5) * UNIT
                if alive[i] > 0.0:
                    by, cover = int(main[i]), power[i] + support[i]
                    risk = rules.exit * (1.0 - cover / most[i]) if most[i] > cover and alive[by] > 0.0 else 0.0
                    if fate < risk:
                        economy[by] += economy[i]
                        log_e[by] = math.log(economy[by])
                        arms[by] += arms[i]
                        alive[i], owner[i] = 0.0, by
                        for j in range(size):
                            ties += tied(i, j, False, size, windows, near, apart, w, g, bound, low, high)
                elif owner[i] >= 0 and alive[owner[i]] > 0.0 and fate < rules.entry:
                    lord = owner[i]
                    economy[i], arms[i] = BACK * economy[lord], BACK * arms[lord]
                    economy[lord] -= economy[i]
                    arms[lord] -= arms[i]
                    log_e[i], log_e[lord] = math.log(economy[i]), math.log(economy[lord])
                    technology[i], effort[i], alive[i], owner[i] = technology[lord], rules.effort, 1.0, -1
        observed(power, effort, alive, size, living, ties, metrics[year])
        if slot < len(kept) and kept[slot] == year:
            for i in range(size):
                states[slot, 0, i], states[slot, 1, i] = economy[i] * alive[i], arms[i] * alive[i]
                states[slot, 2, i], states[slot, 3, i] = technology[i] * alive[i], effort[i] * alive[i]
                force = rules.economy * log_e[i] + rules.technological * math.log(technology[i])
                force += rules.military * math.log(arms[i])
                states[slot, 4, i], states[slot, 5, i] = alive[i] * math.exp(force), access[i]
                for j in range(size):
                    bonds[slot, i, j] += 1.0 if bound[i, j] == 1 else 0.0
            slot += 1


@quick()
def block(
    world: World, rules: Rules, windows: Windows, keys: Bits, size: int, chance: bool, changed: Ints, amounts: Floats,
    kept: Ints, metrics: Floats, states: Floats, bonds: Floats,
) -> None:  # fmt: skip
    """Run as many histories as `keys` has rows, one after another."""
    apart, pull = world.near * (1.0 - world.like) * 0.5, rules.apart + rules.like * world.like
    bound = (world.allied > 0.0).astype(np.uint8)
    low, high = np.zeros_like(windows.floors), windows.ceilings.copy()
    for n in range(len(windows.pairs)):
        if bound[windows.pairs[n] >> SHIFT, windows.pairs[n] & SECOND] == 1:
            low[n], high[n] = windows.floors[n], ALWAYS
    begun = (
        apart, pull, apart * (1.0 - world.allied), world.near * world.allied, bound, low, high, 0.5 * float(bound.sum())
    )  # fmt: skip
    for run in range(len(keys)):
        history(
            world, rules, windows, begun, keys[run], size, chance, changed, amounts, kept, metrics[run], states[run],
            bonds,
        )  # fmt: skip
