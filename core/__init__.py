"""Networks, data, training and evaluation in plain PyTorch. This package imports neither Streamlit nor Plotly."""
