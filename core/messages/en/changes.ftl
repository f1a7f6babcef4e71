# Changes of a lesson's network to try in one click, and what to expect of each.

changes-wider = 256 hidden neurons instead of 128
    .expect = Twice as many patterns can be found in the picture, and a step takes longer. More right answers only where 128 were too few, so expect little.
changes-channels = Many more channels
    .expect = 32 and 64 filters instead of 6 and 16: many more patterns to look for. Clearly more right answers on photographs, and a step takes several times as long.
changes-no-relu = Leave out the ReLU
    .expect = Linear layers one after the other can do no more than a single one. Expect fewer right answers: the layers between have nothing to add.
changes-dropout = Add dropout
    .expect = A fifth of the numbers before the last layer are set to 0 at random in training. The training loss falls more slowly; on new examples it helps only where the network learns by heart.
changes-batch-norm = Add batch normalisation
    .expect = The numbers after a layer are brought to mean 0 and spread 1 over the mini-batch. The loss falls faster, and higher learning rates work. With mini-batches of 4 the statistics are rough, so expect less there.
changes-residual = Add a residual connection
    .expect = A new layer only adds to what goes past it (x + layer(x)), so it can do little harm. In a network this small expect little; very deep networks cannot be trained without it.
changes-tanh = tanh instead of ReLU
    .expect = The numbers stay between -1 and 1, as in the first LeNet of 1998. Gradients shrink where tanh is flat, so learning often begins more slowly.
changes-average-pooling = Average pooling instead of max pooling
    .expect = The mean of each square instead of its largest number, as in the first LeNet of 1998. Thin strokes become fainter, so expect slightly fewer right answers.
changes-gru = GRU instead of LSTM
    .expect = One state instead of two, and three quarters of the parameters in this layer. Expect about the same accuracy in less time.
changes-two-layers = Two layers of LSTM
    .expect = A second LSTM reads what the first one says. A step takes about twice as long; on short reviews expect little or nothing.
changes-bag-of-words = Mean of the words, without LSTM
    .expect = The order of the words is lost, and a step is much faster. For reviews it is surprisingly good: single words tell most of it.
