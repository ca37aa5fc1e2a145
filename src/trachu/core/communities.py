"""Groups in a network: the division that keeps most weight inside, beyond what chance would."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Network = NDArray[np.float64]
Groups = NDArray[np.intp]
LEAST = 1e-12  # gains below this are rounding


def modularity(network: Network, groups: Groups) -> float:
    """Return Q = Σ [wᵢⱼ − kᵢ kⱼ / 2m] δ(gᵢ, gⱼ) / 2m of a symmetric network (Newman & Girvan 2004).

    kᵢ is the sum of i's row and 2m the sum of all; 0 without any tie.

    >>> pair = np.array([[0.0, 1.0], [1.0, 0.0]])
    >>> modularity(np.kron(np.eye(2), pair), np.array([0, 0, 1, 1]))
    0.5
    """
    strength = network.sum(1)
    whole = strength.sum()
    if not whole:
        return 0.0
    same = groups[:, None] == groups
    return float(((network - np.outer(strength, strength) / whole) * same).sum() / whole)


def communities(network: Network, seeds: int, seed: int = 0) -> Groups:
    """Return the groups of the largest modularity that `seeds` starts in random order find.

    Each start moves one node at a time to the group that gains most (Blondel and others 2008), takes groups
    for nodes and goes on, then moves single nodes once more, until nothing gains. Every other start begins with
    nodes alone, the others with nodes thrown together, which reaches what merging alone cannot. Groups are
    numbered from the largest on; of equal ones that with the first node comes first.

    >>> pair = np.array([[0.0, 1.0], [1.0, 0.0]])
    >>> communities(np.kron(np.eye(2), pair), 3).tolist()
    [0, 0, 1, 1]
    """
    chance = np.random.default_rng(seed)
    found = [_start(network, chance, number % 2 == 1) for number in range(seeds)]
    scores = [modularity(network, groups) for groups in found]
    return _numbered(found[int(np.argmax(np.round(scores, 9)))])


def _start(network: Network, chance: np.random.Generator, thrown: bool) -> Groups:
    """Climb once, from nodes alone or from a random division: nodes, groups of nodes, and nodes again."""
    groups: Groups = np.arange(len(network))
    if thrown and len(network):
        dice = chance.integers(0, chance.integers(1, len(network), endpoint=True), len(network))
        groups = np.unique(dice, return_inverse=True)[1]
    score = -1.0
    while (reached := modularity(network, groups)) > score + LEAST:
        score = reached
        groups = _move(network, groups, chance)
        merged = True
        while merged:
            together = np.eye(groups.max() + 1)[groups]
            small = together.T @ network @ together
            joined = _move(small, np.arange(len(small)), chance)
            merged = joined.max() + 1 < len(small)
            groups = joined[groups]
    return groups


def _move(network: Network, groups: Groups, chance: np.random.Generator) -> Groups:
    """Move each node to the group where it gains most, until no move gains; number the groups anew."""
    strength = network.sum(1)
    whole = strength.sum()
    if not whole:
        return groups
    groups = groups.copy()
    size = len(network)
    inside = np.zeros((size, size))  # row: node, column: group; how much of the node's weight goes there
    np.add.at(inside.T, groups, network)
    total = np.bincount(groups, strength, minlength=size)
    moved = True
    while moved:
        moved = False
        for node in chance.permutation(size):
            own = groups[node]
            total[own] -= strength[node]
            gain = inside[node] - strength[node] * total / whole
            gain[own] -= network[node, node]
            best = int(gain.argmax())
            if gain[best] > gain[own] + LEAST:
                inside[:, own] -= network[:, node]
                inside[:, best] += network[:, node]
                groups[node], moved = best, True
            total[groups[node]] += strength[node]
    numbered: Groups = np.unique(groups, return_inverse=True)[1]
    return numbered


def _numbered(groups: Groups) -> Groups:
    """Give groups numbers by size, then by their first node."""
    names, first, counts = np.unique(groups, return_index=True, return_counts=True)
    place = np.empty(len(names), dtype=np.intp)
    place[np.lexsort((first, -counts))] = np.arange(len(names))
    found: Groups = place[np.searchsorted(names, groups)]
    return found
