"""The panel "Ask": the questions, what each wants to be told, the answer and what it rests on."""
