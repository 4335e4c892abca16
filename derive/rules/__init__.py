"""Tables that are trusted as reading is: terms and statements as polynomials, properties, rules of differentiation; certificates and their saved form."""
