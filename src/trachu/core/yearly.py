"""The rules of the structural engine for NumPy: what `trachu.core.kernels` does pair by pair, a whole matrix at a time.

It is the reference that the compiled loops are held against, and what runs where numba is not installed. Numbers
agree to rounding: sums are added up in another order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from trachu.core.mixing import BACK, FIRST, GOLDEN, LOW, S11, S27, S30, S31, S32, SECOND, UNIT, UNIT32, WIDE
from trachu.core.structure import FIELDS, METRICS, Floats, Ints, Rules, World
from trachu.core.windows import places

Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]
TINY = 1e-300


def mixed(key: Bits, number: Bits) -> Bits:
    """Mix a key and numbers into 64 random bits each; see `trachu.core.elementary.mixed`."""
    z = np.asarray(key + GOLDEN * number, dtype=np.uint64)
    z = (z ^ (z >> S30)) * FIRST
    z = (z ^ (z >> S27)) * SECOND
    return np.asarray(z ^ (z >> S31))


def luck(key: Bits, number: Bits) -> Floats:
    """Return numbers between 0 and 1, neither of which is reached."""
    return np.asarray(((mixed(key, number) >> S11).astype(np.float64) + 0.5) * UNIT)


def numbers(key: Bits, i: Ints, j: Ints, size: int) -> Floats:
    """Return a number between 0 and 1 for each pair: one half of the 64 bits that are for two places of pairs."""
    place = places(i, j, size, size + -size % WIDE)
    words = mixed(key, (place >> 1).astype(np.uint64))
    halves = np.where(place & 1, words >> S32, words & LOW)
    return np.asarray((halves.astype(np.float64) + 0.5) * UNIT32)


def shaken(key: Bits, size: int, shared: float) -> Floats:
    """Return a standard normal number for each state (Box & Muller 1958), in part common to all."""
    whole = size + size % 2
    numbers = luck(key, np.arange(whole, dtype=np.uint64))
    length, angle = np.sqrt(-2.0 * np.log(numbers[::2])), 2.0 * np.pi * numbers[1::2]
    found = np.stack([length * np.cos(angle), length * np.sin(angle)], axis=1).ravel()[:size]
    if shared > 0:
        one, two = luck(key, np.array([size + 1, size + 2], dtype=np.uint64))
        world = np.sqrt(-2.0 * np.log(one)) * np.cos(2.0 * np.pi * two)
        found = np.sqrt(shared) * world + np.sqrt(1.0 - shared) * found
    return np.asarray(found)


@dataclass
class Year:
    """A history under way: the world as it stands, and what the year's sums are."""

    world: World
    rules: Rules
    bound: Flags
    made: Floats
    owner: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    power: Floats = field(default_factory=lambda: np.empty(0))
    main: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    threat: Floats = field(default_factory=lambda: np.empty(0))
    most: Floats = field(default_factory=lambda: np.empty(0))
    support: Floats = field(default_factory=lambda: np.empty(0))
    access: Floats = field(default_factory=lambda: np.empty(0))
    pressure: Floats = field(default_factory=lambda: np.empty(0))

    @classmethod
    def of(cls, world: World, rules: Rules) -> Year:
        """Begin a history; the start stays as it was."""
        own = world._replace(**{name: getattr(world, name).copy() for name in world._fields})
        size = world.size
        begun = cls(own, rules, own.allied > 0, -own.age, np.full(size, -1))
        begun.access = np.ones(size)
        return begun

    def apart(self) -> Floats:
        """Return the threat that pairs are to each other for each unit of power; allies none."""
        return np.asarray(self.world.near * (1.0 - self.world.like) * 0.5 * ~self.bound)


def history(
    world: World, rules: Rules, keys: Bits, chance: bool, changed: Ints, amounts: Floats, kept: Ints,
    metrics: Floats, states: Floats, bonds: Floats,
) -> None:  # fmt: skip
    """Run one history of as many years as there are `keys`; see `trachu.core.kernels.history`."""
    now, at, slots = Year.of(world, rules), 0, {int(year): slot for slot, year in enumerate(kept)}
    ones, others = np.triu_indices(world.size, 1)
    for year in range(len(keys)):
        while at < len(changed) and changed[at, 0] <= year:
            _change(now, year, changed[at], float(amounts[at]))
            at += 1
        living = now.world.alive > 0
        _assess(now)
        lead, hit, torn, poles = _exchange(now, year)
        z = shaken(keys[year, 1], world.size, rules.shared) if chance else np.zeros(world.size)
        log_t = np.log(np.where(living, now.world.technology, 1.0))
        frontier = float(now.world.technology[living].max())
        _arm(now, living, frontier)
        number = numbers(keys[year, 0], ones, others, world.size) if chance else np.zeros(len(ones))
        here = number < rules.review if chance else np.ones(len(ones), dtype=bool)
        i, j = ones[here], others[here]
        worth = _worth(now, i, j, torn, poles)
        yes = number[here] * (1.0 + np.exp(-worth.clip(-30, 30))) < rules.review if chance else worth > 0
        _grow(now, living, np.log(frontier) - log_t, lead, hit, z)
        flips = (yes != now.bound[i, j]) & living[i] & living[j]
        _tie(now, i[flips], j[flips], yes[flips], year + 1)
        if chance and (rules.exit > 0 or rules.entry > 0):
            _come_and_go(now, luck(keys[year, 2], np.arange(world.size, dtype=np.uint64)))
        metrics[year] = _observed(now, living)
        if year in slots:
            states[slots[year]] = _state(now)
            bonds[slots[year]] += now.bound


def _change(now: Year, year: int, what: Ints, amount: float) -> None:
    _, kind, one, other = (int(number) for number in what)
    if kind == 0:
        now.world.sanctions[one, other] = amount
    elif kind == 1:
        _tie(now, np.array([one]), np.array([other]), np.array([amount > 0]), year)
    else:
        field_ = (now.world.economy, now.world.technology, now.world.military)[kind - 2]
        field_[one] *= np.exp(amount)


def _tie(now: Year, i: Ints, j: Ints, bound: Flags, year: int) -> None:
    for one, other in ((i, j), (j, i)):
        now.bound[one, other], now.made[one, other] = bound, float(year)


def _assess(now: Year) -> None:
    """Work out power, and what each state fears and who helps it."""
    world, rules = now.world, now.rules
    living = world.alive > 0
    safe = [np.log(np.where(living, level, 1.0)) for level in (world.economy, world.military, world.technology)]
    drive = rules.economy * safe[0] + rules.military * safe[1] + rules.technological * safe[2]
    now.power = np.where(living, np.exp(drive), 0.0)
    danger = now.apart() * now.power
    digits = (world.size + -world.size % WIDE - 1).bit_length()  # threats that agree but for the last count as equal
    now.main = (danger.view(np.int64) >> digits).argmax(axis=1)
    now.threat, now.most = danger.sum(axis=1), danger[np.arange(world.size), now.main]
    now.support = (world.near * now.bound) @ now.power


def _exchange(now: Year, year: int) -> tuple[Floats, Floats, Floats, Ints]:
    """Return allies' lead in technology, what sanctions hit, how torn states are between the poles, and the poles."""
    world, rules = now.world, now.rules
    bond, weight = world.near * now.bound, (world.near * now.bound).sum(axis=1)
    share, imposed = bond, world.sanctions.T
    hit = np.zeros(world.size)
    if rules.trust_years > 0 or rules.closing > 0 or rules.cost > 0 or rules.realign > 0:
        age = year - now.made
        trust = 1.0 - np.exp(-age / rules.trust_years) if rules.trust_years > 0 else np.ones_like(bond)
        share = bond * trust * (1.0 - rules.closing * imposed)
        trade = world.near * world.economy
        whole, skill = trade.sum(axis=1), (trade * world.technology).sum(axis=1)
        hit = np.divide((imposed * trade).sum(axis=1), whole, out=hit, where=whole > 0)
        lost = (imposed * trade * world.technology).sum(axis=1)
        shut = np.divide(rules.closing * lost, skill, out=np.zeros(world.size), where=skill > 0)
        now.access, now.pressure = 1.0 - shut, np.log(1.0 + imposed @ now.power / now.power.sum())
    lead = share @ world.technology - world.technology * share.sum(axis=1)
    gained = np.divide(np.maximum(lead, 0.0), weight, out=np.zeros(world.size), where=weight > 0)
    torn, poles = _divided(now) if rules.hedge > 0 else (np.zeros(world.size), np.array([-1, -1]))
    return gained, hit, torn, poles


def _divided(now: Year) -> tuple[Floats, Ints]:
    poles = np.argsort(-now.power, kind="stable")[:2]
    one, two = (now.world.near[:, p] * now.world.economy[p] for p in poles)
    middle = (now.power * now.world.alive.sum() >= now.power.sum()) & (one + two > 0)
    middle[poles] = False
    apart = np.divide(np.abs(one - two), one + two, out=np.ones(len(one)), where=one + two > 0)
    return np.where(middle, 1.0 - apart, 0.0), poles


def _arm(now: Year, living: Flags, frontier: float) -> None:
    """Move effort towards what threat asks for, and arms with it."""
    world, rules = now.world, now.rules
    shield = 1.0 + rules.mass * world.military / world.military[living].mean()
    shield = shield + rules.innovation * world.technology / frontier
    cover = np.where(living, now.power + now.support, 1.0)
    target = rules.effort + rules.race * (world.effort[now.main] - rules.effort)
    if rules.answer > 0:
        target = target + rules.answer * np.log(np.maximum(now.threat / shield / cover, TINY))
    if rules.answer > 0 or rules.race > 0:
        moved = world.effort + rules.adjust * (target.clip(rules.least, rules.greatest) - world.effort)
        world.effort[living] = moved[living]
    world.military[living] = (rules.keep * world.military + world.effort * world.economy)[living]


def _worth(now: Year, i: Ints, j: Ints, torn: Floats, poles: Ints) -> Floats:
    """Return what an alliance is worth to pairs (Walt 1987 and others; see `Rules`)."""
    rules, apart = now.rules, now.apart()
    inverse = np.divide(1.0, now.threat, out=np.zeros(len(now.threat)), where=now.threat > 0)
    a, b = now.main[i], now.main[j]
    common = apart[a, j] * now.power[a] * inverse[j] + apart[b, i] * now.power[b] * inverse[i]
    fear, dread = apart[i, j] * now.power[j] * inverse[i], apart[i, j] * now.power[i] * inverse[j]
    u = rules.apart + rules.common * common - rules.mutual * (fear + dread)
    u = u + rules.like * now.world.like[i, j] + rules.inertia * now.bound[i, j]
    if rules.bandwagon > 0:
        alone = np.exp(-np.divide(now.support, now.power, out=np.full(len(torn), np.inf), where=now.power > 0))
        u = u + rules.bandwagon * fear * alone[i] * (now.power[j] > rules.stronger * now.power[i])
        u = u + rules.bandwagon * dread * alone[j] * (now.power[i] > rules.stronger * now.power[j])
    if rules.hedge > 0:
        u = u - rules.hedge * (torn[i] * np.isin(j, poles) + torn[j] * np.isin(i, poles))
    if rules.realign > 0:
        u = u + rules.realign * now.pressure[i] * now.pressure[j]
    return np.asarray(u)


def _grow(now: Year, living: Flags, behind: Floats, lead: Floats, hit: Floats, z: Floats) -> None:
    world, rules = now.world, now.rules
    rate = rules.growth + rules.catch_up * now.access * behind
    rate = rate + rules.sigma * z - rules.burden * (world.effort - rules.free) - rules.cost * hit
    world.economy[living] *= np.exp(rate[living])
    grown = rules.technology + rules.substitution * (1.0 - now.access)
    world.technology[living] += (grown * world.technology + rules.learning * lead)[living]


def _come_and_go(now: Year, fate: Floats) -> None:
    """Let states be absorbed by the one that they fear most, and come back with a part of its means."""
    world, rules = now.world, now.rules
    for i in range(world.size):
        if world.alive[i] > 0:
            by, cover = int(now.main[i]), now.power[i] + now.support[i]
            risk = rules.exit * (1.0 - cover / now.most[i]) if now.most[i] > cover and world.alive[by] > 0 else 0.0
            if fate[i] < risk:
                world.economy[by] += world.economy[i]
                world.military[by] += world.military[i]
                world.alive[i], now.owner[i] = 0.0, by
                now.bound[i, :] = now.bound[:, i] = False
        elif now.owner[i] >= 0 and world.alive[now.owner[i]] > 0 and fate[i] < rules.entry:
            lord = now.owner[i]
            for level in (world.economy, world.military):
                level[i] = BACK * level[lord]
                level[lord] -= level[i]
            world.technology[i], world.effort[i], world.alive[i] = world.technology[lord], rules.effort, 1.0
            now.owner[i] = -1


def _observed(now: Year, living: Flags) -> Floats:
    share, count = now.power / now.power.sum(), int(living.sum())
    number, even = 1.0 / (share**2).sum(), 1.0 / count
    spread = np.sqrt(max(1.0 / number - even, 0.0) / (1.0 - even)) if count > 1 else 1.0
    effort = (now.world.effort * now.world.alive).sum() / count
    found = [number, spread, share.max(), np.triu(now.bound, 1).sum(), count, effort]
    return np.array(found[: len(METRICS)])


def _state(now: Year) -> Floats:
    world, rules = now.world, now.rules
    levels = [level * world.alive for level in (world.economy, world.military, world.technology, world.effort)]
    drive = rules.economy * np.log(world.economy) + rules.military * np.log(world.military)
    power = world.alive * np.exp(drive + rules.technological * np.log(world.technology))
    return np.stack([*levels, power, now.access][: len(FIELDS)])
