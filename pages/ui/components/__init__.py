"""What runs in the browser: charts, canvas, text field, address."""
