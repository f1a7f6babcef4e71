"""How good a trained network is: metrics, calibration, thresholds, comparison, robustness, advice."""
