# Parts that are drawn by code of our own in the browser: canvas, live chart, coloured words, programs.

components-clear = Clear
components-draw = **Draw { $what }**
components-draw-here = Draw here
components-a-digit = a digit
components-unreadable = The drawing could not be read. Clear it and draw again.
components-no-chart-library = The chart library could not be loaded.
components-save-chart = Save this chart as a picture (PNG)
components-towards = Towards :blue[**{ $yes }**] · towards :orange[**{ $no }**], underlined
components-unknown = unknown
components-unknown-dotted = *unknown, dotted*
components-copy = Copy
components-copied = Copied
components-copy-by-hand = Press Ctrl+C or ⌘C
components-leave-editor = Tab indents; Esc, then Tab leaves
components-line-changed = Changed line
components-line-ours = Only in this program
components-line-missing = Only in the other program
components-line-read = Read from this line
components-line-unneeded = Not needed here
components-line-edited = Changed by you
components-wrong-line = Line { $line }: { $text }
components-wrong-more = and { $count } more
components-code-py = Program (.py)
    .packed = Program (.py) with its files (.zip)
components-code-ipynb = Notebook (.ipynb)
    .packed = Notebook (.ipynb) with its files (.zip)
components-code-data = In the zip file are the program and its data. Unpack it, then: `python { $file }`. It needs PyTorch and NumPy, and nothing of this app.
components-code-fetched = The program fetches its data itself: `python { $file }`. It needs PyTorch and torchvision, and nothing of this app.
components-network = The network, block by block
components-network-input = input
components-network-answer = output
components-network-weights = weights
components-network-output = output
components-network-guesses = probabilities
components-network-shown = { $shown } of { $count }
components-network-last = the last { $shown } of { $count }
components-network-words = { $count } { $units }
components-network-classes = { $count } classes
components-network-parameters =
    { $count ->
        [one] { $count } parameter
       *[other] { $count } parameters
    }
components-network-gradient = gradient { $length }
components-network-update = Last update: { $share } times as long as the weights (usual: about 0.001)
components-network-kind =
    { $kind ->
        [Conv1d] convolution
        [Conv2d] convolution
        [Linear] fully connected
        [Embedding] word vectors
        [LSTM] LSTM
        [GRU] GRU
        [RNN] RNN
        [BatchNorm1d] normalisation
        [BatchNorm2d] normalisation
        [LayerNorm] normalisation
        [GroupNorm] normalisation
        [Parameter] parameter
       *[other] { $kind }
    }
components-network-says = The network says “{ $name }” with { $share }%.
components-network-no-answer = The network gives no answer: its numbers are not finite.
components-network-waits = Nothing is shown to the network yet.
components-network-truth = It is “{ $name }”.
components-network-longest = The longest gradient is that of { $name }: { $length }.
components-network-moved = The last update moved { $name } most: by { $share } times the length of its weights.

## Small pictures, each with a cross that takes it away

components-thumbnails = Pictures of { $name }, the newest first
components-thumbnail = Picture { $number } of { $name }
components-thumbnail-remove = Remove picture { $number } of { $name }
components-thumbnails-more = and { $count } more
