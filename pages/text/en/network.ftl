# Which network a page speaks of; weights in and out.

network-choice = Network
network-weights = Weights
network-terms = An epoch is one pass through all examples to learn from. The test set holds examples that it has not learnt from.
network-of-demo = It learnt in the demo and answers here since then.
network-none-yet = { $run } has no finished epoch yet. Until then, this page speaks of the network above.
network-download = Download weights
    .help = The weights are the numbers that a network has learnt. They come as one safetensors file, which also says how it was trained.
network-download-program = Program that uses them (.py)
    .help = Put it beside { $file }. It answers pictures or texts as this page does, and needs nothing of this app.
network-download-card = Download description (JSON)
network-other-in-use = Evaluate and “Try it” use another network now.
network-use-own = Use the network trained here
network-upload = Upload weights
    .help = A file that was made with “Download weights”; or your own of a lesson's network, made with torch.save(net.state_dict(), 'net.pth') or as safetensors.

## Weights whose file does not say what they have learnt from

network-recognised = **These are weights of lesson { $lessons }.** Their file says nothing of how they were trained: tell what you know.
network-either = { $before } or { $item }
network-normalisation = Normalisation of its pixels (mean and deviation)
    .help = What transforms.Normalize was given when the network was trained. With another one it answers much worse: if you do not know, try each of them and look at the accuracy on Evaluate.
network-lesson = Lesson
network-learnt-from = Learnt from
network-pooling = Pooling, and pixels of its pictures
    .help = The shapes of the weights fit each of these.
network-class-names = Names of its { $count } classes, a line each
network-class = class { $number }
network-words-numbered = Its answers are right only if its words were numbered as they are here, by how often they occur.
network-other-words = The weights are for { $rows } words, { $name } here has { $counts }. Which words they stand for is not in the file, so they cannot be used with other ones.
network-use-recognised = Use these weights
network-leave-recognised = Leave them
