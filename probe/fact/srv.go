package fact

// SRVService is a service that mail programs look for in DNS.
type SRVService struct {
	Label    string // the first of the name: _imaps
	Protocol Protocol
	TLS      TLSMode
}

// Name is where the service's records stand for a domain.
func (s SRVService) Name(domain string) string { return s.Label + "._tcp." + domain }

// SRVServices are those of RFC 6186, section 3, and RFC 8314, section 5.1, each
// with implicit TLS before STARTTLS.
func SRVServices() []SRVService {
	return []SRVService{
		{"_imaps", IMAP, Implicit},
		{"_imap", IMAP, STARTTLS},
		{"_pop3s", POP3, Implicit},
		{"_pop3", POP3, STARTTLS},
		{"_submissions", SMTP, Implicit},
		{"_submission", SMTP, STARTTLS},
	}
}
