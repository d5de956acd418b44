"""The five providers' stories: each step brought about, each cell of its table tried."""

from __future__ import annotations

import time

import pytest

from oplab.stories import Score, Storyteller, unexpected
from topologies.providers import NAMES, Provider, Step, load

STORIES = [load(name) for name in NAMES]
PLACES = [(provider, step) for provider in STORIES for step in provider.steps]


@pytest.mark.parametrize(
    ("provider", "step"), PLACES, ids=[f"{p.name}-{s.name}" for p, s in PLACES]
)
def test_step(
    provider: Provider,
    step: Step,
    storyteller: Storyteller,
    scores: dict[str, Score],
) -> None:
    every, began = len(step.cells), time.monotonic()
    score = Score(0, every, 0.0)
    scores[f"{provider.name} {step.name}"] = score
    wrong = unexpected(storyteller.play(provider, step))
    score.good, score.seconds = every - len(wrong), time.monotonic() - began
    assert not wrong, "\n".join(
        f"{r.probe.name}: {r.stage}, {r.evidence}" for r in wrong
    )
    assert storyteller.await_proven(), "the switches' rules are not proven in time"
