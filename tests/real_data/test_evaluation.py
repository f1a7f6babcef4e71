"""Whole real test sets: the exported answers give scikit-learn's figures, and the network's own accuracy."""

import csv
import io
from dataclasses import replace

import pytest
from sklearn import metrics

from core.evaluate.evaluation import evaluate
from core.lessons import DATASETS, LESSONS
from core.runs.run import Run
from tests.conftest import shortened


@pytest.mark.parametrize(("lesson_id", "dataset_id"), [("000", "mnist"), ("003", "cifar10"), ("002b", "imdb")])
def test_the_exported_answers_give_the_pages_figures(prepared_imdb, lesson_id, dataset_id):
    lesson, whole = LESSONS[lesson_id], DATASETS[dataset_id].load(prepared_imdb)
    few = shortened(whole, 2000, 100)
    run = Run(lesson, few, replace(lesson.presets[0].config_for(dataset_id), epochs=1)).start()
    run.join(300)
    evaluation = evaluate(run.network, whole)
    rows = list(csv.DictReader(io.StringIO(evaluation.to_csv())))
    truth, guess = [row["truth"] for row in rows], [row["guess"] for row in rows]
    assert len(rows) == len(whole.test)
    assert evaluation.accuracy == metrics.accuracy_score(truth, guess)
    f1 = metrics.f1_score(truth, guess, labels=list(whole.classes), average="macro", zero_division=float("nan"))
    assert evaluation.averages[0].f1 == pytest.approx(f1)
    if len(whole.classes) == 2:
        from core.evaluate.thresholds import roc

        scores = [float(row[f"p({whole.classes[1]})"]) for row in rows]
        wanted = metrics.roc_auc_score([name == whole.classes[1] for name in truth], scores)
        assert roc(evaluation).area == pytest.approx(wanted, abs=1e-6)
