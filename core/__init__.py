"""Networks, data, training and evaluation in plain PyTorch. Knows nothing about Streamlit or Plotly."""
