# The lessons, their presets, and why a lesson's network cannot be built.

lessons-000 = 000 · MNIST, fully connected
lessons-001 = 001 · Your own data, a small CNN
lessons-002a = 002a · CIFAR-10, two epochs
lessons-002b = 002b · IMDB, an LSTM reads reviews
lessons-003 = 003 · CIFAR-10, ten epochs and a test
lessons-004 = 004 · A LeNet on MNIST at 32 x 32

## Presets

lessons-preset-quick = Quick
lessons-preset-post = As in the post
lessons-preset-repaired = The post, repaired

lessons-000-quick = Ours: Adam and the data's own normalisation.
lessons-000-post = Exactly the post's values: plain SGD with learning rate 0.01, batches of 64, 5 epochs.
lessons-001-quick = Ours: two blocks with pooling, a hidden layer, Adam. Good on small collections.
lessons-001-post = The post's skeleton: one convolution, ReLU, one linear layer, plain SGD with learning rate 0.01. It leaves the sizes, the batches and the number of epochs open; its missing flatten is put in.
lessons-002b-quick = Ours: each review read at its real end (in Korean: the largest of all outputs), on IMDB its last 200 words, one cycle of a larger learning rate.
lessons-002b-post = Exactly the post's values: Adam with learning rate 0.001, batches of 64 mixed reviews of full length, the state read after the padding, 10 epochs.
lessons-002b-repaired = The post's values, but reviews of like length share a batch and the state is read at the review's real end.
lessons-004-quick = Ours: AdamW, a one-cycle schedule. Close to what this network can do.
lessons-004-post = The post's network, MSE loss and plain SGD with learning rate 0.01. It takes a single step; batches of 64, 5 epochs and the lines below are ours.
lessons-photographs-quick = Ours: larger batches, AdamW, a one-cycle schedule.
lessons-photographs-post = Exactly the post's values: batches of 4, SGD with learning rate 0.001 and momentum 0.9, { $epochs } epochs.

## Console

lessons-console-post = in the post's own format
lessons-console-own = lines of our own: the post does not train

## Errors

lessons-no-vectors = { $dataset } has no word vectors: choose the data set { $glove }, or let the first word vectors be random.
lessons-memory-text = One mini-batch would take about { $wanted } GB for what its layers give; at most { $most } GB are allowed. Choose a smaller batch size or shorter reviews.
lessons-memory-image = One mini-batch would take about { $wanted } GB for what its layers give; at most { $most } GB are allowed. Choose a smaller batch size or a smaller network.
