"""Tables 4 to 17 of the survey as specifications, run over any answer sheets. Pure: no Django, no database."""
