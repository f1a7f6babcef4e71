# Axes and legends of the charts that several pages show.

charts-mini-batch = Mini-batch
charts-epoch = Epoch
charts-loss = Loss
charts-accuracy = Accuracy (%)
charts-learning-rate = Learning rate
charts-probability = Probability (%)
charts-class = Class
charts-examples = Examples
charts-reviews = Reviews (%)
charts-pixel-value = Pixel value
charts-pixels = Pixels (%), log scale

charts-each-mini-batch = each mini-batch
charts-smoothed = smoothed
charts-training-set = training set
charts-test-set = test set
charts-best-epoch = best epoch
charts-rate = rate { $rate }
