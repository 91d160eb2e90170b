"""Acts around applications, selection, invitations and placements."""
