"""Networks, data, training, evaluation and explanation in plain PyTorch. Knows nothing about Streamlit or Plotly."""
