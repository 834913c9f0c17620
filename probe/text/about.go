package text

import "github.com/mailprobe/mailprobe/probe/fact"

// About is what a code means, by what it is recognised and what usually lies
// behind it, in a few sentences without the arguments of a problem.
func About(code fact.Code, l Lang) string {
	for _, part := range []map[fact.Code]Words{
		aboutFinding, aboutReaching, aboutSpeaking, aboutCertificate, aboutTLS, aboutLogin, aboutMailbox,
	} {
		if words, known := part[code]; known {
			return words.In(l, nil)
		}
	}
	return ""
}
