"""A whole pasted program, read line by line into the form; read.py is where to begin.

The text: text.py parses it, syntax.py asks pieces of it, names.py tells what a name stands for (usual.py: what it
usually does; values.py: arithmetic; lesson_values.py: what a post leaves open).
Recognised: templates.py knows pieces of our own programs; normal_form.py and own_networks.py know a lesson's network.
Read: loops.py finds the training, statements.py walks through the lines, common.py knows those that are in most
programs, effects.py those that change the training; calls.py hands each call to data.py, pictures.py, optimizer.py,
schedule.py or network_class.py, which put it into form.py; network_source.py writes the network as a text of its own.
Wrong: scopes.py finds names without a value, faults.py mends them; network.py tries the network itself.
"""
