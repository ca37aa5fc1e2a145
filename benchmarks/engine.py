"""The structural engine beside the same rules as agents for Mesa, in one run, by turns.

    python -m benchmarks.engine [PEER.py]

PEER.py is a program with `run(states, steps, seed)` that returns a world and the seconds that its steps took, such as
the speed peer of the models' notes; it needs Mesa and networkx beside trachu. Without it only our own figures are
printed. Seconds are those of the processor, since other work may share the machine: one core against one core. On an
idle machine with n cores n threads run n times as many histories.
"""

from __future__ import annotations

import os
import resource
import runpy
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from trachu.core.engine import Task, run_block, simulate
from trachu.core.structure import World

TURNS, BAR, BAR_SECONDS = 4, 300, 4.0
CORES = 2


def world(states: int, seed: int = 0) -> World:
    rng = np.random.default_rng(seed)
    economy = np.exp(rng.normal(0, 1.5, states))
    military = 0.3 * economy * np.exp(rng.normal(0, 0.3, states))
    technology = np.exp(rng.normal(0, 0.5, states))
    place = rng.random((states, 2))
    near = 1 / (1 + 4 * np.sqrt(((place[:, None] - place) ** 2).sum(-1)))
    np.fill_diagonal(near, 0)
    like = np.triu(rng.uniform(-1, 1, (states, states)), 1)
    allied = np.triu(rng.random((states, states)) < 0.05, 1)
    effort, alive, nothing = np.full(states, 0.03), np.ones(states), np.zeros((states, states))
    bound = (allied | allied.T).astype(np.float64)
    return World(economy, military, technology, effort, alive, near, like + like.T, bound, nothing, nothing)


def each(task: Task, runs: int) -> float:
    began = time.process_time()
    run_block(task, 0, runs)
    return (time.process_time() - began) / runs


def beside(peer: Path | None) -> None:
    task = Task(world(200), years=100)
    run_block(task, 0, 1)
    run = runpy.run_path(str(peer))["run"] if peer else None
    ours, theirs, plain = [], [], []
    for turn in range(TURNS):
        ours.append(each(task, 40))
        plain.append(each(replace(task, engine="numpy"), 1))
        if run is not None:
            began = time.process_time()
            run(200, 100, turn)
            theirs.append(time.process_time() - began)
    print("200 states, 100 years; seconds of processor for one history, best of turns")
    print(f"trachu          {min(ours):9.5f}   {1 / min(ours):7.1f} a second on one core")
    print(f"trachu (NumPy)  {min(plain):9.5f}   {1 / min(plain):7.1f}")
    if theirs:
        one, mean = min(theirs) / min(ours), sum(theirs) / sum(ours)
        print(f"Mesa (1 core)   {min(theirs):9.5f}   {1 / min(theirs):7.2f}")
        print(f"ratio, one core {one:9.0f}   best against best; {mean:.0f} mean against mean")
        print(f"ratio, {CORES} cores  {CORES * one:9.0f}   Mesa has no threads; bar {BAR}")


def histories(runs: int) -> None:
    task = Task(world(60), years=137)
    run_block(task, 0, 1)
    for many in (runs // 10, runs):
        wall, began = time.perf_counter(), time.process_time()
        simulate(task, many, threads=CORES)
        spent, passed = time.process_time() - began, time.perf_counter() - wall
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{many:6} histories 1880–2016, 60 states: {spent:6.2f} s of processor, {spent / CORES:5.2f} s on ", end=""
        )
        print(f"{CORES} idle cores (bar {BAR_SECONDS:g} s for 10,000), {passed:.2f} s passed, {memory:.0f} MiB")


if __name__ == "__main__":
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    beside(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    histories(10_000)
