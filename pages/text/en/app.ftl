# What is around every page: menu, sidebar, presentation mode.

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
    .help = Large type without the sidebar, for a projector.
app-presentation-end = End the presentation
