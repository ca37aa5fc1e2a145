"""The inner loops of the structural engine, compiled where numba is installed.

Each is plain Python over arrays, so without numba it runs as it stands, only slowly; `trachu.core.engine` then takes
the same rules written for NumPy (`trachu.core.yearly`). Sums may be added up in another order than there: the last
digits of a float, never the rules or the random numbers.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trachu.core.elementary import exponentials, logs, mixed, quick, shaken
from trachu.core.mixing import ALL, BACK, BIT, BRUIJN, DIGITS, LANES, NONE, PARTS, PLACE, S11, S58, UNIT
from trachu.core.structure import Rules, World

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
Pairs = NDArray[np.uint32]  # the first state in the upper half of the bits, the second in the lower
Flags = NDArray[np.uint8]
TOGETHER = 8  # binary digits that are held against random ones for all words before words are looked at one by one
LEAST = 1e-300
HALF, SECOND_HALF = np.uint32(16), np.uint32(0xFFFF)


@quick()
def decided(key: Any, digits: Ints, pairs: int, yes: Bits, open_: Bits) -> None:
    """Decide for 64 pairs at once whether they are reviewed: one bit of `yes` for each.

    Random bits are held against the binary digits of the probability, the first difference decides, and no more bits
    are drawn than the slowest of the 64 needs. The first digits are taken for all words together.
    """
    words = (pairs + LANES - 1) // LANES
    for word in range(words):
        yes[word], open_[word] = NONE, ALL
    if pairs % LANES:
        open_[words - 1] = (BIT << np.uint64(pairs % LANES)) - BIT
    for place in range(TOGETHER):
        turned = ALL if digits[place] == 1 else NONE
        for word in range(words):
            bits = mixed(key, np.uint64(word * LANES + place))
            yes[word] |= open_[word] & ~bits & turned
            open_[word] &= ~(bits ^ turned)
    for word in range(words):
        undecided, found, place = open_[word], yes[word], TOGETHER
        while undecided != NONE and place < DIGITS:
            bits = mixed(key, np.uint64(word * LANES + place))
            turned = ALL if digits[place] == 1 else NONE
            found |= undecided & ~bits & turned
            undecided &= ~(bits ^ turned)
            place += 1
        yes[word] = found


@quick()
def reviewed(key: Any, digits: Ints, pairs: Pairs, found: Pairs, yes: Bits, open_: Bits) -> int:
    """Write the pairs that are reviewed into `found` and return how many they are; `yes` and `open_` are room."""
    decided(key, digits, len(pairs), yes, open_)
    count = 0
    for word in range((len(pairs) + LANES - 1) // LANES):
        left, start = yes[word], np.uint64(word * LANES)
        while left != NONE:
            lowest = left & (~left + BIT)
            found[count] = pairs[start + PLACE[(lowest * BRUIJN) >> S58]]
            count += 1
            left ^= lowest
    return count


@quick()
def faced(
    w: Floats, g: Floats, power: Floats, technology: Floats, main: Floats, threat: Floats, most: Floats,
    support: Floats, learned: Floats, weight: Floats,
) -> None:  # fmt: skip
    """Add up for each state the threat of all others, the greatest one, allied power and allied technology.

    Sizes are multiples of eight; the matrices are symmetric, so a row serves as a column. The greatest threat is first
    sought among eights, then in the eight that holds it. Threats come last, since what pairs are worth is read from
    them next.
    """
    size = len(power)
    for i in range(size):
        threat[i], most[i], main[i], support[i], learned[i], weight[i] = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for j in range(0, size, 8):
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
    for j in range(0, size, 8):
        p0, p1, p2, p3 = power[j], power[j + 1], power[j + 2], power[j + 3]
        p4, p5, p6, p7, number = power[j + 4], power[j + 5], power[j + 6], power[j + 7], float(j)
        for i in range(size):
            d0, d1, d2, d3 = w[j, i] * p0, w[j + 1, i] * p1, w[j + 2, i] * p2, w[j + 3, i] * p3
            d4, d5, d6, d7 = w[j + 4, i] * p4, w[j + 5, i] * p5, w[j + 6, i] * p6, w[j + 7, i] * p7
            threat[i] += d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7
            d0, d2 = d0 if d0 > d1 else d1, d2 if d2 > d3 else d3
            d4, d6 = d4 if d4 > d5 else d5, d6 if d6 > d7 else d7
            d0, d4 = d0 if d0 > d2 else d2, d4 if d4 > d6 else d6
            d0 = d0 if d0 > d4 else d4
            top = most[i]
            main[i] = number if d0 > top else main[i]
            most[i] = d0 if d0 > top else top
    singled(w, power, main)


@quick()
def singled(w: Floats, power: Floats, main: Floats) -> None:
    """Turn the first of eight states into that of the eight which threatens most, by three rounds of pairs."""
    for i in range(len(power)):
        row, first = w[i], main[i]
        j0 = np.uint64(first)
        j1, j2, j3 = j0 + BIT, j0 + np.uint64(2), j0 + np.uint64(3)
        j4, j5, j6, j7 = j0 + np.uint64(4), j0 + np.uint64(5), j0 + np.uint64(6), j0 + np.uint64(7)
        d0, d1, d2, d3 = row[j0] * power[j0], row[j1] * power[j1], row[j2] * power[j2], row[j3] * power[j3]
        d4, d5, d6, d7 = row[j4] * power[j4], row[j5] * power[j5], row[j6] * power[j6], row[j7] * power[j7]
        a, b = 1.0 if d1 > d0 else 0.0, 3.0 if d3 > d2 else 2.0
        c, d = 5.0 if d5 > d4 else 4.0, 7.0 if d7 > d6 else 6.0
        d0, d2, d4, d6 = max(d0, d1), max(d2, d3), max(d4, d5), max(d6, d7)
        a, c = b if d2 > d0 else a, d if d6 > d4 else c
        main[i] = first + (c if max(d4, d6) > max(d0, d2) else a)


@quick()
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


@quick()
def utilities(
    found: Pairs, count: int, size: Any, w: Floats, pull: Floats, bound: Flags, each: Floats, main: Pairs,
    inertia: float, utility: Floats, was: Floats,
) -> None:  # fmt: skip
    """Write what an alliance is worth to each reviewed pair, and whether it has one now; pairs come row by row.

    `w`, `pull` and `bound` are laid out row after row; `each` [state, 3] has what a state's main threat and its own
    power weigh, and 1 / threat.
    """
    for n in range(count):
        i, j = found[n] >> HALF, found[n] & SECOND_HALF
        at = i * size + j
        apart = w[at]
        one = each[i, 0] * w[main[i] * size + j] - each[i, 1] * apart
        other = each[j, 0] * w[i * size + main[j]] - each[j, 1] * apart
        was[n] = bound[at]
        utility[n] = pull[at] + inertia * was[n] + each[j, 2] * one + each[i, 2] * other


@quick()
def further(
    found: Pairs, count: int, w: Floats, power: Floats, inverse: Floats, support: Floats, pressure: Floats,
    torn: Floats, poles: Ints, rules: Rules, utility: Floats,
) -> None:  # fmt: skip
    """Add what bandwagoning, hedging and realignment make of it."""
    for n in range(count):
        i, j = int(found[n] >> HALF), int(found[n] & SECOND_HALF)
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
def lucky(key: Any, found: Pairs, count: int, luck: Floats) -> None:
    """Write a number between 0 and 1 for each reviewed pair; it depends on the year's key and the pair alone."""
    for n in range(count):
        luck[n] = (float(mixed(key, np.uint64(found[n])) >> S11) + 0.5) * UNIT


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


@quick()
def tied(i: int, j: int, now: bool, near: Floats, apart: Floats, w: Floats, g: Floats, bound: Flags) -> float:
    """Make or end the alliance of a pair, and return by how much the number of alliances changes."""
    if (bound[i, j] == 1) == now:
        return 0.0
    w[i, j] = w[j, i] = 0.0 if now else apart[i, j]
    g[i, j] = g[j, i] = near[i, j] if now else 0.0
    bound[i, j] = bound[j, i] = 1 if now else 0
    return 1.0 if now else -1.0


@quick()
def history(
    world: World, rules: Rules, keys: Bits, digits: Ints, pairs: Pairs, size: int, chance: bool,
    changed: Ints, amounts: Floats, kept: Ints, metrics: Floats, states: Floats, bonds: Floats,
) -> None:  # fmt: skip
    """Run one history of as many years as there are `keys`, and write what is asked for.

    `metrics` [year, metric], `states` [kept, field, state]; `bonds` [kept, state, state] is added to.
    """
    m = len(world.economy)
    economy, arms, technology = world.economy.copy(), world.military.copy(), world.technology.copy()
    effort, alive, sanctions = world.effort.copy(), world.alive.copy(), world.sanctions.copy()
    near, like = world.near, world.like
    w, g, made = np.empty((m, m)), np.empty((m, m)), np.empty((m, m))
    pull, apart = np.empty((m, m)), np.empty((m, m))
    bound = np.zeros((m, m), dtype=np.uint8)
    ties = 0.0
    for i in range(m):
        for j in range(m):
            apart[i, j] = near[i, j] * (1.0 - like[i, j]) * 0.5
            w[i, j] = apart[i, j] * (1.0 - world.allied[i, j])
            g[i, j] = near[i, j] * world.allied[i, j]
            made[i, j] = -world.age[i, j]
            bound[i, j] = 1 if world.allied[i, j] > 0.0 else 0
            pull[i, j] = rules.apart + rules.like * like[i, j]
            ties += 1.0 if world.allied[i, j] > 0.0 and j > i else 0.0
    power, threat, most, main = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m)
    support, learned, weight, passed = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m)
    hit, pressure, access, torn = np.zeros(m), np.zeros(m), np.ones(m), np.zeros(m)
    inverse, z, owner = np.zeros(m), np.zeros(m), np.full(m, -1)
    log_e, log_t, log_m, poles = np.zeros(m), np.zeros(m), np.zeros(m), np.full(2, -1)
    drive, answer, rest, raced, room = np.zeros(m), np.zeros(m), np.zeros(m), np.zeros(m), np.zeros((5, m))
    every, found, moved = len(pairs), pairs.copy(), pairs.copy()
    utility, luck, was, yes = np.zeros(every), np.zeros(every), np.zeros(every), np.zeros(every)
    words, left = np.zeros(every // LANES + 1, np.uint64), np.zeros(every // LANES + 1, np.uint64)
    feared, each, wide = np.zeros(m, dtype=np.uint32), np.zeros((m, 3)), np.uint32(m)
    flat_w, flat_pull, flat_bound = w.reshape(m * m), pull.reshape(m * m), bound.reshape(m * m)
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
                ties += tied(one, other, amount > 0.0, near, apart, w, g, bound)
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
        logs(technology, log_t, m, rest)
        logs(arms, log_m, m, rest)
        for i in range(m):
            drive[i] = rules.economy * log_e[i] + rules.military * log_m[i] + rules.technological * log_t[i]
        exponentials(drive, power, m, rest)
        for i in range(m):
            power[i] *= alive[i]
            here = alive[i] * technology[i]
            frontier = here if here > frontier else frontier
            mean_arms += alive[i] * arms[i]
            living += alive[i]
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
            shaken(keys[year, 2], size, rules.shared, z, room)
        for i in range(m):
            inverse[i] = 1.0 / threat[i] if threat[i] > 0.0 else 0.0
        if rules.answer > 0.0:
            for i in range(m):
                shield = 1.0 + rules.mass * arms[i] / mean_arms + rules.innovation * technology[i] / frontier
                cover = shield * (power[i] + support[i])
                uncovered = threat[i] / (cover if cover > LEAST else LEAST)
                drive[i] = uncovered if uncovered > LEAST else LEAST
            logs(drive, answer, m, rest)
        if rules.race > 0.0:
            for i in range(m):
                raced[i] = rules.race * (effort[int(main[i])] - rules.effort)
        if rules.answer > 0.0 or rules.race > 0.0:
            for i in range(m):
                target = rules.effort + raced[i] + rules.answer * answer[i]
                target = target if target > rules.least else rules.least
                target = target if target < rules.greatest else rules.greatest
                effort[i] += alive[i] * rules.adjust * (target - effort[i])
        for i in range(m):
            arms[i] += alive[i] * (rules.keep * arms[i] + effort[i] * economy[i] - arms[i])
        count = every
        if chance:
            count = reviewed(keys[year, 0], digits, pairs, found, words, left)
        for i in range(m):
            feared[i] = np.uint32(main[i])
            each[i, 0], each[i, 1] = rules.common * power[feared[i]], rules.mutual * power[i]
            each[i, 2] = inverse[i]
        utilities(found, count, wide, flat_w, flat_pull, flat_bound, each, feared, rules.inertia, utility, was)
        if more:
            further(found, count, w, power, inverse, support, pressure, torn, poles, rules, utility)
        if chance:
            lucky(keys[year, 1], found, count, luck)
            agreed(utility, luck, count, yes)
        else:
            for n in range(count):
                yes[n] = 1.0 if utility[n] > 0.0 else 0.0
        top = math.log(frontier)
        for i in range(m):
            lead = learned[i] - technology[i] * (passed[i] if full else weight[i])
            lead = lead / (weight[i] if weight[i] > 0.0 else 1.0)
            lead = lead if lead > 0.0 and weight[i] > 0.0 else 0.0
            rate = rules.growth + rules.catch_up * access[i] * (top - log_t[i])
            rate += rules.sigma * z[i] - rules.burden * (effort[i] - rules.free) - rules.cost * hit[i]
            log_e[i] += alive[i] * rate
            grown = rules.technology + rules.substitution * (1.0 - access[i])
            technology[i] += alive[i] * (grown * technology[i] + rules.learning * lead)
        exponentials(log_e, economy, m, rest)
        flips = 0
        for n in range(count):
            moved[flips] = n
            flips += 1 if yes[n] != was[n] else 0
        for k in range(flips):
            n = moved[k]
            i, j = found[n] >> HALF, found[n] & SECOND_HALF
            if alive[i] > 0.0 and alive[j] > 0.0:
                now = yes[n]
                bound[i, j] = bound[j, i] = np.uint8(now)
                w[i, j] = w[j, i] = (1.0 - now) * apart[i, j]
                g[i, j] = g[j, i] = now * near[i, j]
                ties += now - was[n]
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
                            ties += tied(i, j, False, near, apart, w, g, bound)
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
                force = rules.economy * log_e[i] + rules.technological * math.log(technology[i])
                force += rules.military * math.log(arms[i])
                states[slot, 4, i], states[slot, 5, i] = alive[i] * math.exp(force), access[i]
                for j in range(size):
                    bonds[slot, i, j] += 1.0 if g[i, j] > 0.0 else 0.0
            slot += 1


@quick()
def block(
    world: World, rules: Rules, keys: Bits, digits: Ints, pairs: Pairs, size: int, chance: bool,
    changed: Ints, amounts: Floats, kept: Ints, metrics: Floats, states: Floats, bonds: Floats,
) -> None:  # fmt: skip
    """Run as many histories as `keys` has rows, one after another."""
    for run in range(len(keys)):
        history(
            world, rules, keys[run], digits, pairs, size, chance, changed, amounts, kept, metrics[run],
            states[run], bonds,
        )  # fmt: skip
