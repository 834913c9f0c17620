package diagnose_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
	"github.com/mailprobe/mailprobe/providers"
)

// answered is a check of a server that answered credentials.
func answered(e fact.Endpoint, attempts ...fact.Attempt) fact.Check {
	c := fine(e)
	c.Attempts, c.Login = attempts, fact.LoginRefused
	if attempts[len(attempts)-1].Result == fact.AttemptAccepted {
		c.Login = fact.LoginAccepted
		if e.Protocol != fact.SMTP {
			c.Mailbox = &fact.Mailbox{Opened: true}
		}
	}
	return c
}

func attempt(result fact.AttemptResult, name, line string) fact.Attempt {
	return fact.Attempt{Username: name, Mechanism: "PLAIN", Result: result, Line: line}
}

func loginRows() []row {
	// login is a server that answers a credential.
	login := func(on, answer string) *wire {
		return &wire{on: on, login: "PLAIN", script: script{"login": answer}}
	}
	locked := login("imaps", "$tag NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)")
	locked.provider = func(in *diagnose.Input) {
		in.Provider = &providers.Provider{Name: "Gmail", Needs: []providers.Need{{Need: fact.NeedAppPassword, Link: "https://support.google.com/accounts/answer/185833"}}}
	}
	refused := attempt(fact.AttemptRefused, user, "535 5.7.8 no")
	took := answered(endpoint("imaps"), attempt(fact.AttemptAccepted, user, "m2 OK"))
	return []row{
		{
			code: fact.LoginDisabled, name: "none offered", evidence: "LOGINDISABLED", wire: &wire{on: "imaps", script: script{"greeting": "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] ready"}},
			en: "mail.d.example:993 takes no login, not even over TLS.", de: "mail.d.example:993 nimmt keine Anmeldung an, auch nicht über TLS.",
		},
		{
			code: fact.LoginDisabled, name: "wants TLS within TLS", evidence: "[PRIVACYREQUIRED]", wire: login("imaps", "$tag NO [PRIVACYREQUIRED] Plaintext authentication disallowed"),
			en: "mail.d.example:993 takes no login because it takes the connection for unencrypted.",
			de: "mail.d.example:993 nimmt keine Anmeldung an, weil es die Verbindung für unverschlüsselt hält.",
		},
		{
			code: fact.NoCommonMechanism, name: "on offer", evidence: "AUTH NTLM GSSAPI", wire: &wire{on: "smtps", offers: []string{"NTLM", "GSSAPI"}},
			en: "mail.d.example:465 offers no way to log in that could be used here.", de: "mail.d.example:465 bietet keine Anmeldeart an, die hier verwendet werden könnte.",
		},
		{
			code: fact.NoCommonMechanism, name: "Postfix says 535 to it", evidence: "Invalid authentication mechanism",
			wire: login("smtps", "535 5.7.8 Error: authentication failed: Invalid authentication mechanism"),
			en:   "mail.d.example:465 offers no way to log in that could be used here.", de: "mail.d.example:465 bietet keine Anmeldeart an, die hier verwendet werden könnte.",
		},
		{
			code: fact.OAuth2Required, name: "nothing else on offer", evidence: "AUTH XOAUTH2 OAUTHBEARER", wire: &wire{on: "smtps", offers: []string{"XOAUTH2", "OAUTHBEARER"}},
			en: "mail.d.example takes no password, only a sign-in by browser (OAuth2).", de: "mail.d.example nimmt kein Passwort an, sondern nur eine Anmeldung über den Browser (OAuth2).",
		},
		{
			code: fact.OAuth2Required, name: "Microsoft", evidence: "basic authentication is disabled",
			wire: login("smtps", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [AM0PR01.example]"),
			en:   "mail.d.example takes no password, only a sign-in by browser (OAuth2).", de: "mail.d.example nimmt kein Passwort an, sondern nur eine Anmeldung über den Browser (OAuth2).",
		},
		{
			code: fact.OAuth2TokenRejected, evidence: `{"status":"401","schemes":"bearer"}`,
			input: facts(answered(endpoint("smtps"), fact.Attempt{
				Username: user, Mechanism: "XOAUTH2", Result: fact.AttemptRefused, Line: "535 5.7.8 no", Earlier: []string{`{"status":"401","schemes":"bearer"}`},
			})),
			en: "mail.d.example does not accept the OAuth2 token.", de: "mail.d.example akzeptiert das OAuth2-Token nicht.",
		},
		{
			code: fact.WrongCredentials, evidence: "[AUTHENTICATIONFAILED]", wire: login("imaps", "$tag NO [AUTHENTICATIONFAILED] Authentication failed."),
			en: "mail.d.example refuses the user name anna@d.example with this password.", de: "mail.d.example lehnt den Benutzernamen anna@d.example mit diesem Passwort ab.",
		},
		{
			code: fact.WrongCredentials, name: "two names", evidence: "-ERR [AUTH]",
			wire: &wire{on: "pop3s", login: "PLAIN", names: []string{user, "anna"}, script: script{"login": "-ERR [AUTH] no"}},
			en:   "mail.d.example refuses this password, with the user name anna@d.example and with anna alike.",
			de:   "mail.d.example lehnt dieses Passwort ab, mit dem Benutzernamen anna@d.example ebenso wie mit anna.",
		},
		{
			code: fact.WrongCredentials, name: "Exchange does not say", evidence: "NO LOGIN failed.", wire: login("imaps", "$tag NO LOGIN failed."),
			en: "mail.d.example refuses the login as anna@d.example; its answer is the same for a wrong password and for access that is switched off.",
			de: "mail.d.example lehnt die Anmeldung als anna@d.example ab; die Antwort ist dieselbe bei falschem Passwort und bei abgeschaltetem Zugriff.",
		},
		{
			code: fact.WrongCredentials, name: "with a line end", evidence: "cannot be sent",
			wire: &wire{on: "imaps", login: "PLAIN", names: []string{"anna\r\nm9 LOGOUT"}},
			en:   "the user name or password holds a line end or a NUL character, which no mail server can be given.",
			de:   "Der Benutzername oder das Passwort enthält ein Zeilenende oder ein NUL-Zeichen, das sich an keinen Mailserver übermitteln lässt.",
		},
		{
			code: fact.UsernameForm, severity: fact.Warning, evidence: "[AUTHENTICATIONFAILED]",
			wire: &wire{on: "imaps", login: "PLAIN", names: []string{"anna", user}},
			en:   "mail.d.example wants anna@d.example as user name, not anna.", de: "mail.d.example erwartet anna@d.example als Benutzernamen, nicht anna.",
		},
		{
			code: fact.AppPasswordRequired, name: "Gmail", evidence: "Application-specific password required", wire: locked,
			en: "mail.d.example wants an app password here, not the password of the account.",
			de: "mail.d.example verlangt hier ein App-Passwort, nicht das Passwort des Kontos.",
		},
		{
			code: fact.WebLoginRequired, name: "in an untagged line", evidence: "[WEBALERT",
			wire: login("imaps", "* NO [WEBALERT https://accounts.google.example/signin] Web login required.\n$tag NO [ALERT] Please log in (Failure)"),
			en:   "mail.d.example wants a login on the website first.", de: "mail.d.example verlangt zuerst eine Anmeldung auf der Website.",
		},
		{
			code: fact.ProtocolDisabled, name: "said", evidence: "not enabled for IMAP use",
			wire: login("imaps", "$tag NO [ALERT] Your account is not enabled for IMAP use. Please visit your settings page (Failure)"),
			en:   "IMAP is switched off for this mailbox at mail.d.example.", de: "IMAP ist für dieses Postfach bei mail.d.example abgeschaltet.",
		},
		{
			code: fact.ProtocolDisabled, name: "POP3 took the password", evidence: "pop3s://mail.d.example:995 accepted the login of anna@d.example",
			input: facts(answered(endpoint("imaps"), attempt(fact.AttemptRefused, user, "m2 NO [AUTHENTICATIONFAILED] no")),
				answered(endpoint("pop3s"), attempt(fact.AttemptAccepted, user, "+OK"))),
			en: "mail.d.example refuses the login over IMAP, though POP3 accepts the same password.",
			de: "mail.d.example lehnt die Anmeldung über IMAP ab, obwohl POP3 dasselbe Passwort annimmt.",
		},
		{
			code: fact.SMTPAuthDisabled, name: "IMAP took the password", evidence: "535 5.7.8 no; imaps://mail.d.example:993 accepted the login of anna@d.example",
			input: facts(took, answered(endpoint("smtps"), refused)),
			en:    "mail.d.example refuses the login for sending, though the password is right.",
			de:    "mail.d.example lehnt die Anmeldung zum Senden ab, obwohl das Passwort stimmt.",
		},
		{
			code: fact.SMTPAuthDisabled, name: "said", evidence: "SmtpClientAuthentication is disabled",
			wire: login("smtp", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."),
			en:   "mail.d.example says that sending by SMTP is switched off.", de: "mail.d.example meldet, dass das Senden über SMTP abgeschaltet ist.",
		},
		{
			code: fact.PolicyBlocked, evidence: "security defaults policy",
			wire: login("smtp", "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy."),
			en:   "a rule of the organisation forbids this login at mail.d.example.", de: "Eine Richtlinie der Organisation verbietet diese Anmeldung bei mail.d.example.",
		},
		{
			code: fact.AccountDisabled, name: "Dovecot's nologin", evidence: "[CONTACTADMIN]", wire: login("imaps", "$tag NO [CONTACTADMIN] Logins are off for you"),
			en: "the account is disabled at mail.d.example.", de: "Das Konto ist bei mail.d.example deaktiviert.",
		},
		{
			code: fact.AccountLocked, evidence: "Account is blocked",
			wire: login("imaps", "$tag NO LOGIN failed. Account is blocked. Login to your account via a web browser to verify your identity."),
			en:   "the account is locked at mail.d.example.", de: "Das Konto ist bei mail.d.example gesperrt.",
		},
		{
			code: fact.PasswordExpired, evidence: "432 4.7.12", wire: login("smtps", "432 4.7.12 A password transition is needed"),
			en: "the password has expired.", de: "Das Passwort ist abgelaufen.",
		},
		{
			code: fact.RateLimited, evidence: "Too many login attempts", wire: login("smtps", "454 4.7.0 Too many login attempts, please try again later."),
			en: "mail.d.example has had too many login attempts and takes none for now.",
			de: "mail.d.example hat zu viele Anmeldeversuche gezählt und nimmt vorerst keine an.",
		},
		{
			code: fact.RateLimited, name: "POP3 wants a pause", evidence: "[LOGIN-DELAY]", wire: login("pop3s", "-ERR [LOGIN-DELAY] minimum time between mail checks is 5 minutes"),
			en: "mail.d.example wants some time to pass between two logins.", de: "mail.d.example verlangt eine Pause zwischen zwei Anmeldungen.",
		},
		{
			code: fact.TooManyConnections, name: "Dovecot", evidence: "[LIMIT]",
			wire: login("imaps", "$tag NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)"),
			en:   "mail.d.example already has as many connections of this user as it allows.",
			de:   "Bei mail.d.example bestehen bereits so viele Verbindungen dieses Benutzers, wie erlaubt sind.",
		},
		{
			code: fact.TooManyConnections, name: "the maildrop is in use", evidence: "[IN-USE]", wire: login("pop3s", "-ERR [IN-USE] Do you have another POP session running?"),
			en: "another program has the mailbox open at mail.d.example.", de: "Ein anderes Programm hat das Postfach bei mail.d.example geöffnet.",
		},
		{
			code: fact.TooManyConnections, name: "before the login", evidence: "421 4.7.0 Too many connections", wire: &wire{on: "smtps", script: script{"greeting": "421 4.7.0 Too many connections from you\n<close>"}},
			en: "mail.d.example already has as many connections from this network as it allows.",
			de: "Bei mail.d.example bestehen bereits so viele Verbindungen aus diesem Netz, wie erlaubt sind.",
		},
		{
			code: fact.TemporaryFailure, evidence: "[UNAVAILABLE]", wire: login("imaps", "$tag NO [UNAVAILABLE] Temporary authentication failure. [mail:2026-01-01]"),
			en: "mail.d.example cannot check logins at the moment.", de: "mail.d.example kann Anmeldungen zurzeit nicht prüfen.",
		},
		{
			code: fact.TemporaryFailure, name: "Dovecot's penalty behind Postfix", evidence: "Connection lost to authentication server",
			wire: login("smtps", "454 4.7.0 Temporary authentication failure: Connection lost to authentication server"),
			en:   "mail.d.example gave up before the password was checked.", de: "mail.d.example hat aufgegeben, bevor das Passwort geprüft war.",
		},
		{
			code: fact.LoginTimeout, evidence: "timeout", wire: login("imaps", "<silence>"),
			en: "mail.d.example did not answer the login.", de: "mail.d.example hat auf die Anmeldung nicht geantwortet.",
		},
		{
			code: fact.LoginBudgetSpent, severity: fact.Info, evidence: "", beside: []fact.Code{fact.WrongCredentials},
			input: func() diagnose.Input {
				in := base(answered(endpoint("imaps"), attempt(fact.AttemptRefused, user, "m2 NO [AUTHENTICATIONFAILED] no")))
				in.Spent = true
				return in
			},
			en: "no further login was tried, so that the account is not locked.",
			de: "Es wurde keine weitere Anmeldung versucht, damit das Konto nicht gesperrt wird.",
		},
		{
			code: fact.SubmissionWithoutAuth, evidence: "PIPELINING", wire: &wire{on: "smtp", offers: []string{}},
			en: "mail.d.example:587 offers no login for sending.", de: "mail.d.example:587 bietet keine Anmeldung zum Senden an.",
		},
	}
}

// What says that the credential is wrong, and what is a no without a reason.
func TestWrongCredentials(t *testing.T) {
	for _, tt := range []struct {
		protocol fact.Protocol
		line     string
		want     bool
	}{
		{fact.IMAP, "a1 NO [AUTHENTICATIONFAILED] no", true},
		{fact.IMAP, "a1 NO Invalid login or password", true},
		{fact.IMAP, "a1 NO no", false},
		{fact.IMAP, "a1 NO [UNAVAILABLE] authentication is down", false},
		{fact.POP3, "-ERR [AUTH] no", true},
		{fact.POP3, "-ERR Falsches Passwort", true},
		{fact.POP3, "-ERR", false},
		{fact.SMTP, "535 5.7.3 no", true},
		{fact.SMTP, "550 5.7.1 no relaying", false},
		{fact.SMTP, "551 5.7.1 try <mail.other.example>", false},
	} {
		a := fact.Attempt{Mechanism: "PLAIN", Result: fact.AttemptRefused, Line: tt.line}
		if got := diagnose.WrongCredentials(tt.protocol, a); got != tt.want {
			t.Errorf("%s %q: %t", tt.protocol, tt.line, got)
		}
	}
}
