"""The structural engine: an independent program's path, two ways of computing, and what must not matter."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from trachu.core.engine import BLOCK, Engine, Summary, Task, padded, run_block, simulate
from trachu.core.errors import UnknownName, UsageError
from trachu.core.mixing import AVAILABLE
from trachu.core.structure import FIELDS, MECHANISMS, METRICS, PLAIN, Change, Rules, World, switched
from trachu.core.windows import places, windows

# Effective number of powers, and alliances at the end, of a program with agents for Mesa that follows the same rules
# without chance: 80 states from the random numbers below, 15 years.
PEER = {0: 36.203072387876, 5: 37.485146548701, 10: 37.770428502317, 14: 37.413260700748}
PEER_TIES = 42
FULL = Rules(
    race=0.5, bandwagon=20.0, hedge=20.0, realign=500.0, mass=0.5, innovation=0.5, cost=0.05, shared=0.3,
    trust_years=10.0, closing=0.8, substitution=0.01, exit=0.5, entry=0.05,
)  # fmt: skip
ENGINES: tuple[Engine, ...] = ("numba", "numpy") if AVAILABLE else ("numpy",)


def world(states: int, seed: int = 0) -> World:
    """Draw a start as the peer draws it."""
    rng = np.random.default_rng(seed)
    economy = np.exp(rng.normal(0, 1.5, states))
    military = 0.3 * economy * np.exp(rng.normal(0, 0.3, states))
    technology = np.exp(rng.normal(0, 0.5, states))
    place = rng.random((states, 2))
    near = 1 / (1 + 4 * np.sqrt(((place[:, None] - place) ** 2).sum(-1)))
    np.fill_diagonal(near, 0)
    like = np.triu(rng.uniform(-1, 1, (states, states)), 1)
    allied = np.triu(rng.random((states, states)) < 0.05, 1)
    even, nothing = np.full(states, 0.03), np.zeros((states, states))
    bound = (allied | allied.T).astype(np.float64)
    return World(
        economy, military, technology, even, np.ones(states), near, like + like.T, bound, nothing, nothing.copy()
    )


def troubled(states: int) -> Task:
    """Return a world in which everything that the rules know is at work."""
    rng = np.random.default_rng(5)
    sanctions = (rng.random((states, states)) < 0.1) * rng.random((states, states))
    np.fill_diagonal(sanctions, 0)
    age = np.abs(rng.normal(0, 10, (states, states)))
    start = world(states, 3)._replace(sanctions=sanctions, age=age + age.T)
    changes = (
        Change(3, "sanction", 1, 2, 1.0), Change(4, "tie", 0, 1, 1.0), Change(6, "tie", 0, 1, 0.0),
        Change(5, "economy", 3, 0, -0.3), Change(5, "technology", 3, 0, 0.3), Change(5, "military", 3, 0, 0.3),
    )  # fmt: skip
    return Task(start, FULL, 25, 7, (9, 24), changes)


@pytest.mark.parametrize("engine", ENGINES)
def test_same_path_as_a_program_with_agents(engine: Engine) -> None:
    found = run_block(Task(world(80), years=15, chance=False, engine=engine), 0, 1).metrics[0]

    assert [found[year, 0] for year in PEER] == pytest.approx(list(PEER.values()), rel=1e-9)
    assert PEER_TIES == found[-1, METRICS.index("ties")]


@pytest.mark.skipif(not AVAILABLE, reason="numba is not installed")
@pytest.mark.parametrize("off", [None, *MECHANISMS])
def test_compiled_and_plain_agree(off: str | None) -> None:
    task = troubled(23)
    task = replace(task, rules=switched(FULL, [name for name in MECHANISMS if name != off]))
    fast, slow = (run_block(replace(task, engine=engine), 0, 3) for engine in ("numba", "numpy"))

    assert np.allclose(slow.metrics, fast.metrics, rtol=1e-12, atol=0)
    assert np.allclose(slow.states, fast.states, rtol=1e-12, atol=1e-300)
    assert np.array_equal(slow.bonds, fast.bonds)


@pytest.mark.skipif(not AVAILABLE, reason="numba is not installed")
@pytest.mark.parametrize(
    ("states", "rules"),
    [
        (2, Rules()), (3, Rules(apart=1.0)), (23, Rules()), (24, Rules(review=1.0)), (65, Rules(exit=0.2, entry=0.2)),
        (40, Rules(inertia=7.9, apart=-6.5, common=1.6)), (40, Rules(apart=2.0, common=9.0, mutual=1.0, like=5.0)),
        (40, Rules(inertia=-2.0, like=-3.0)), (40, Rules(common=-2.0)), (40, Rules(mutual=-9.0)),
        (40, Rules(common=30.0, apart=-9.0)), (40, Rules(common=9.0, mutual=-30.0, apart=-20.0)),
    ],
)  # fmt: skip
def test_pairs_that_are_passed_over_would_not_have_changed(states: int, rules: Rules) -> None:
    task = Task(world(states, 1), rules, 60, 3, (59,))
    fast, slow = (run_block(replace(task, engine=engine), 0, 4) for engine in ("numba", "numpy"))

    assert np.array_equal(slow.metrics[:, :, 3], fast.metrics[:, :, 3])
    assert np.allclose(slow.metrics, fast.metrics, rtol=1e-12, atol=0)
    assert np.array_equal(slow.bonds, fast.bonds)


@pytest.mark.skipif(not AVAILABLE, reason="numba is not installed")
def test_of_equal_threats_the_first_is_the_main_one() -> None:
    even, nothing = np.ones(9), np.zeros((9, 9))
    task = Task(World(*(even for _ in range(5)), 1 - np.eye(9), *(nothing for _ in range(4))), Rules(), 1, kept=(0,))
    found = [run_block(replace(task, engine=engine, chance=False), 0, 1).bonds for engine in ("numba", "numpy")]

    assert np.array_equal(*found)


@pytest.mark.parametrize("size", [2, 3, 8, 9, 60])
def test_every_pair_has_one_place(size: int) -> None:
    width = size + -size % 8
    i, j = np.triu_indices(size, 1)
    laid = windows(world(size), Rules(), width).pairs

    assert ((i << 16) | j).tolist() == laid[places(i, j, size, width)].tolist()
    assert len(i) == np.count_nonzero(laid)


@pytest.mark.parametrize("name", [name for name in MECHANISMS if name not in ("anarchy", "growth")])
def test_every_mechanism_does_something_and_its_null_nothing(name: str) -> None:
    sizes = np.array([20, 16, 9, 8, 7, 6, 1, 0.8, 0.6, 0.5, 0.01, 0.01])
    start = troubled(12).world._replace(economy=sizes, military=sizes / 4)
    task = replace(troubled(12), world=start, engine="numpy")
    without = replace(task, rules=switched(FULL, [other for other in MECHANISMS if other != name]))

    assert not np.array_equal(run_block(task, 0, 3).states, run_block(without, 0, 3).states)
    assert FULL == switched(FULL, list(MECHANISMS))


def test_runs_do_not_depend_on_blocks_threads_or_neighbours() -> None:
    task = troubled(11)
    whole = run_block(task, 0, 8)
    parts = [run_block(task, first, 4) for first in (0, 4)]

    assert np.array_equal(whole.metrics, np.concatenate([part.metrics for part in parts]))
    assert np.array_equal(whole.bonds, parts[0].bonds + parts[1].bonds)
    one, two = (simulate(task, 2 * BLOCK + 10, threads=threads) for threads in (1, 2))
    assert np.array_equal(one.metrics, two.metrics) and np.array_equal(one.states_spread, two.states_spread)
    assert not np.array_equal(whole.metrics, run_block(replace(task, seed=8), 0, 8).metrics)


def test_states_that_do_not_live_change_nothing() -> None:
    task = Task(world(8), FULL, 10, 2, (9,), engine="numpy")
    more = padded(world(8))
    crowd = World(*(np.pad(a, ((0, 4),) * a.ndim, constant_values=1.0 if n < 3 else 0.0) for n, a in enumerate(more)))
    alone, beside = run_block(task, 0, 4), run_block(replace(task, world=crowd), 0, 4)

    assert alone.metrics[:, 0, :3] == pytest.approx(beside.metrics[:, 0, :3])


def test_a_summary_is_that_of_all_histories_at_once() -> None:
    task, runs = troubled(9), 130
    found, whole = simulate(task, runs), run_block(task, 0, runs)

    assert runs == found.runs
    assert whole.metrics.mean(axis=0) == pytest.approx(found.metrics)
    assert whole.metrics.std(axis=0, ddof=1) == pytest.approx(found.sd()[0], abs=1e-9)
    assert np.allclose(whole.bonds / runs, found.chance())


def test_progress_is_told_and_a_broken_run_goes_on() -> None:
    task, told = troubled(9), []
    kept: list[Summary] = []

    def stop(done: int, runs: int, summary: Summary) -> None:
        told.append((done, runs))
        kept.append(summary)
        if done == BLOCK:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(task, 3 * BLOCK, tell=stop)
    resumed = simulate(task, 3 * BLOCK, before=kept[0])

    assert [(BLOCK, 3 * BLOCK)] == told
    assert np.array_equal(simulate(task, 3 * BLOCK).metrics, resumed.metrics)
    with pytest.raises(UsageError, match="middle of a block"):
        simulate(task, 10, before=Summary(runs=7))


def test_scenarios_share_their_shocks() -> None:
    base = Task(world(10), Rules(), 8, 1, (7,), engine="numpy")
    shocked = replace(base, changes=(Change(2, "economy", 4, 0, -0.5),))
    before, after = run_block(base, 0, 5), run_block(shocked, 0, 5)
    economy = FIELDS.index("economy")

    assert np.array_equal(before.metrics[:, :2], after.metrics[:, :2])
    fallen = np.log(after.states[:, 0, economy, 4] / before.states[:, 0, economy, 4])
    assert np.abs(fallen + 0.5).max() < 0.2


def test_shocks_and_reviews_have_their_law() -> None:
    flat = world(40)._replace(like=np.zeros((40, 40)), allied=np.zeros((40, 40)))
    rules = switched(Rules(sigma=0.1, inertia=0.0, apart=0.0, like=0.0), ["shocks"])
    block = run_block(Task(flat, rules, 1, 3, (0,), engine="numpy"), 0, 200)
    moved = np.log(block.states[:, 0, 0] / flat.economy)

    # 8,000 shocks and 156,000 reviewed pairs: standard errors .0011 and .0008
    assert 0.1 == pytest.approx((moved - moved.mean()).std(), abs=0.004)
    assert 0.1 == pytest.approx(block.metrics[:, 0, METRICS.index("ties")].mean() / 780, abs=0.004)


def test_models_are_there_without_compiling_anything() -> None:
    code = "import sys, trachu.models.balance_of_power; sys.exit('numba' in sys.modules)"

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode


def test_unknown_names_and_sizes() -> None:
    with pytest.raises(UnknownName, match="bandwagoning"):
        switched(Rules(), ["bandwagonning"])
    with pytest.raises(UsageError, match="1 states"):
        run_block(Task(world(1)), 0, 1)
    assert set(PLAIN) < set(MECHANISMS)
    assert {rule for rests in MECHANISMS.values() for rule in rests} <= set(Rules._fields)
