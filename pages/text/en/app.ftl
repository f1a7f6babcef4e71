# What is around every page (menu, first line, presentation mode), and what several pages show.

app-name = PyTorch Playground
app-language = Language

app-page-home = Home
app-page-data = Data
app-page-train = Train
app-page-evaluate = Evaluate
app-page-playground = Try it
app-page-autograd = Autograd
app-page-demo = Demo

app-presentation-begin = Presentation mode
    .help = Presentation mode: type as large as the screen allows, for a projector.
app-presentation-end = End the presentation

## The run in the first line, and how long it still takes

app-training-failed = Training failed. See the Train page.
app-training = Training, { $left }
app-training-paused = Paused after { $done } of { $of } mini-batches
app-run-not-in-use = Another network answers here
app-accuracy = Accuracy on the { $part } **{ $accuracy }**
app-left = epoch { $epoch }, { $time } left
app-left-starting = starting
app-left-test = testing after epoch { $epoch }, { $share }% of { $of } examples
app-left-last-test = a last test, { $share }% of { $of } examples
app-queue = { $ahead ->
    [0] next in turn, about { $time }
    [one] { $ahead } run ahead, about { $time }
   *[other] { $ahead } runs ahead, about { $time }
}

## Data sets that are not here yet

app-download = Download { $name } ({ $size })
app-download-prepare = Prepare { $name }
app-downloading = Downloading { $name }: { $done } of { $of }
app-download-stage = { $name }: { $stage }
app-download-instead = Until then this page uses: **{ $name }**.

## Long work

app-task = { $task }: { $state }
app-task-about-to-begin = about to begin
app-task-done = { $done } of { $of }
app-task-counting = counting
app-task-again = Begin again
app-task-stop = Stop

## Streamlit's own words

app-own-upload = Upload
app-own-limit = { $most } MB per file
app-own-take-photo = Take Photo
app-own-clear-photo = Clear photo
