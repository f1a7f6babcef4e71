# PyTorch Playground in a container: docker build -t pytorch-playground . && docker run --rm -p 8501:8501 pytorch-playground
FROM python:3.12-slim

# An unprivileged user; the app writes to ./data (data sets) and ./static (what browsers load once) alone.
RUN useradd --create-home --uid 1000 playground
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

COPY . .
RUN mkdir -p data static && chown playground data static
USER playground

ENV OMP_NUM_THREADS=1
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD python -c "import os, urllib.request as web; folder = os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', '').strip('/'); \
web.urlopen('/'.join(filter(None, ['http://127.0.0.1:8501', folder, '_stcore/health'])), timeout=4)"
# With an address for browsers Streamlit does not ask the internet for one when it starts.
CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true", \
     "--browser.serverAddress=localhost"]
