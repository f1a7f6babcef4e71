# The first page.

home-starting = PyTorch is starting: a few seconds, once after each start of the server.
home-private = Nothing to sign up for; what you train and draw is seen by nobody else.

home-post-open = Open { $lesson }
home-post-reaches = { $data }, { $epochs } epochs: { $accuracy }%
home-post-epochs = { $data }, { $epochs } epochs
home-post-measured = The percentage: how many examples that it has not learnt from it gets right (docs/accuracy.md).
home-post-takes = · { $time }
    .help = About how long this training takes on this server, as it was last estimated.
home-post-about = The post's own network and settings; what the post prints is printed here, live.
home-post-epoch = An epoch is one pass through all examples to learn from.
home-post-data-missing = The post's data, { $name }, are not on this server yet; the next page can fetch them. Until then it uses built-in ones. They are so few that the post's epochs are over before it has learnt much.
home-own-open = Bring my data
home-own-about = Draw it, take photographs, or bring a zip of folders. It stays in this server's memory only.
home-lab-open = Open the autograd lab
home-lab-about = How a network learns, one line of code at a time, with its real numbers.
home-evaluate = How good is the network?
home-playground = Draw, show a picture or write
home-demo = Show it to a class: a demo

home-found = Found on this server
home-device = **Device:** { $device }, { $threads } thread per training run.
home-data-page = The Data page can get it.
