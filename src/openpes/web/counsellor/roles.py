"""Who may open which pages of this area."""

CASE = ("counsellor", "contact_agent", "manager", "partner_adviser")
STAFF_CASE = ("counsellor", "contact_agent", "manager")
WORK = (*CASE, "employer_liaison")
NOTES = ("counsellor", "manager", "partner_adviser")
CHECK = ("employer_liaison", "counsellor", "manager")
