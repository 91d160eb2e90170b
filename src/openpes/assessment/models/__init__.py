"""Tables of the assessment: answer sheets, evidence, registers, road map."""
