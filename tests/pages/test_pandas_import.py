import importlib.util
import sys
from importlib.machinery import ModuleSpec

import numpy as np

from pages.ui.components.pandas_import import keep_half_of_pandas_out_of_charts
from pages.ui.evaluate import charts as evaluation_charts


def test_a_chart_is_drawn_while_another_thread_imports_pandas(monkeypatch):
    keep_half_of_pandas_out_of_charts()
    counts = np.array([[3, 1], [0, 4]])
    whole = evaluation_charts.confusion_chart(counts, ("cat", "dog")).to_json()
    spec = ModuleSpec("pandas", None)
    half = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(spec, "_initializing", True, raising=False)
    monkeypatch.setitem(sys.modules, "pandas", half)
    assert evaluation_charts.confusion_chart(counts, ("cat", "dog")).to_json() == whole
