package diagnose_test

import (
	"testing"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/probe/internal/diagnose"
)

// What servers answer to a credential, word for word, and what it is called. The
// lines are those of servers' sources and of what users report of providers.
func TestAnswers(t *testing.T) {
	for _, tt := range []struct {
		protocol fact.Protocol
		line     string
		want     fact.Code
	}{
		// Response codes.
		{fact.IMAP, "a1 NO [AUTHENTICATIONFAILED] Authentication failed.", fact.WrongCredentials},
		{fact.IMAP, "a1 NO [AUTHORIZATIONFAILED] you may not act as him", fact.WrongCredentials},
		{fact.IMAP, "a1 NO [EXPIRED] renew it", fact.PasswordExpired},
		{fact.IMAP, "a1 NO [CONTACTADMIN] ask us", fact.AccountDisabled},
		{fact.IMAP, "a1 NO [LIMIT] slow down", fact.RateLimited},
		{fact.IMAP, "a1 NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)", fact.TooManyConnections},
		{fact.IMAP, "a1 NO [INUSE] locked", fact.TooManyConnections},
		{fact.IMAP, "a1 NO [UNAVAILABLE] Temporary authentication failure.", fact.TemporaryFailure},
		{fact.IMAP, "a1 NO [SERVERBUG] sorry", fact.TemporaryFailure},
		{fact.IMAP, "a1 NO [privacyrequired] not like this", fact.LoginDisabled},
		{fact.IMAP, "a1 NO [ALERT] Unsupported authentication mechanism.", fact.NoCommonMechanism},
		{fact.IMAP, "* BYE [ALERT] your account is locked out", fact.AccountLocked},
		{fact.POP3, "-ERR [AUTH] Authentication failed.", fact.WrongCredentials},
		{fact.POP3, "-ERR [AUTH] Unsupported authentication mechanism.", fact.NoCommonMechanism},
		{fact.POP3, "-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.", fact.LoginDisabled},
		{fact.POP3, "-ERR [LOGIN-DELAY] wait", fact.RateLimited},
		{fact.POP3, "-ERR [IN-USE] Mailbox is locked by another session", fact.TooManyConnections},
		{fact.POP3, "-ERR [IN-USE] Maximum number of connections exceeded", fact.TooManyConnections},
		{fact.POP3, "-ERR [SYS/TEMP] Temporary authentication failure.", fact.TemporaryFailure},
		{fact.POP3, "-ERR [SYS/PERM] POP access disabled", fact.ProtocolDisabled},
		{fact.POP3, "-ERR [SYS/PERM] the maildrop is damaged", fact.MailboxUnavailable},
		{fact.SMTP, "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", fact.WrongCredentials},
		{fact.SMTP, "535 5.7.8 Error: authentication failed: Invalid authentication mechanism", fact.NoCommonMechanism},
		{fact.SMTP, "535 5.7.3 Authentication unsuccessful", fact.WrongCredentials},
		{fact.SMTP, "525 5.7.13 Account disabled", fact.AccountDisabled},
		{fact.SMTP, "432 4.7.12 A password transition is needed", fact.PasswordExpired},
		{fact.SMTP, "523 5.7.10 Encryption needed", fact.LoginDisabled},
		{fact.SMTP, "538 5.7.11 Encryption required for requested authentication mechanism", fact.LoginDisabled},
		{fact.SMTP, "530 5.7.0 Must issue a STARTTLS command first", fact.LoginDisabled},
		{fact.SMTP, "501 5.5.2 Cannot Base64-decode Password", fact.NoCommonMechanism},
		{fact.SMTP, "534 5.7.9 Authentication mechanism is too weak", fact.NoCommonMechanism},
		{fact.SMTP, "504 5.5.4 Unrecognized authentication type", fact.NoCommonMechanism},
		{fact.SMTP, "454 4.7.0 Temporary authentication failure", fact.TemporaryFailure},
		{fact.SMTP, "421 4.3.2 closing", fact.TemporaryFailure},
		{fact.SMTP, "250 535 5.7.8 525 5.7.13", fact.WrongCredentials}, // a code counts at the start only

		// Gmail.
		{fact.IMAP, "a1 NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)", fact.AppPasswordRequired},
		{fact.IMAP, "a1 NO [ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)", fact.WebLoginRequired},
		{fact.IMAP, "* NO [WEBALERT https://accounts.google.com/x] Web login required.", fact.WebLoginRequired},
		{fact.IMAP, "a1 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", fact.WrongCredentials},
		{fact.IMAP, "a1 NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)", fact.ProtocolDisabled},
		{fact.IMAP, "a1 NO [ALERT] IMAP access is disabled for your domain. Please contact your domain administrator (Failure)", fact.ProtocolDisabled},
		{fact.IMAP, "a1 NO [ALERT] IMAP access is not allowed for this account.", fact.ProtocolDisabled},
		{fact.IMAP, "a1 NO [ALERT] Too many simultaneous connections. (Failure)", fact.TooManyConnections},
		{fact.SMTP, "534 5.7.9 Application-specific password required. For more information, go to 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor", fact.AppPasswordRequired},
		{fact.SMTP, "534-5.7.14 <https://accounts.google.com/signin/continue> Please log in via your web browser", fact.WebLoginRequired},
		{fact.SMTP, "535 5.7.8 Username and Password not accepted. https://support.google.com/mail/?p=BadCredentials", fact.WrongCredentials},
		{fact.SMTP, "454 4.7.0 Too many login attempts, please try again later.", fact.RateLimited},

		// Microsoft.
		{fact.SMTP, "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", fact.OAuth2Required},
		{fact.SMTP, "550 5.7.30 Basic authentication is not supported for Client Submission.", fact.OAuth2Required},
		{fact.IMAP, "a1 NO Basic authentication is disabled.", fact.OAuth2Required},
		{fact.SMTP, "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled", fact.SMTPAuthDisabled},
		{fact.SMTP, "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.", fact.PolicyBlocked},
		{fact.SMTP, "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.", fact.PolicyBlocked},
		{fact.SMTP, "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.", fact.WrongCredentials},
		{fact.IMAP, "a1 NO AUTHENTICATE failed.", fact.WrongCredentials},
		{fact.IMAP, "a1 NO LOGIN failed. Account is blocked. Login to your account via a web browser to verify your identity.", fact.AccountLocked},
		{fact.IMAP, "a1 NO User is authenticated but not connected.", fact.ProtocolDisabled},

		// Others.
		{fact.IMAP, "a1 NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials", fact.WrongCredentials},
		{fact.SMTP, "535 5.7.0 (#AUTH005) Too many bad auth attempts.", fact.RateLimited},
		{fact.POP3, "-ERR authentication failed", fact.WrongCredentials},
		{fact.POP3, "-ERR Toid authentication disabled", fact.AppPasswordRequired},
		{fact.SMTP, "535 Authentication credentials invalid", fact.WrongCredentials},
		{fact.IMAP, "a1 NO [ALERT] You are yet to enable IMAP for your account. Please contact your administrator (Failure)", fact.ProtocolDisabled},
		{fact.IMAP, "a1 NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=abc", fact.WrongCredentials},
		{fact.SMTP, "530 5.7.7 Email sending without SSL/TLS encryption is not allowed.", fact.LoginDisabled},
		{fact.SMTP, "535 5.7.8 Error: authentication failed: Invalid format.", fact.WrongCredentials},
		{fact.SMTP, "535 5.7.8 Error: authentication failed: This user does not have access rights to this service", fact.ProtocolDisabled},
		{fact.IMAP, "a1 NO NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / Application password is REQUIRED", fact.AppPasswordRequired},
		{fact.SMTP, "535 Login Fail. Please enter your authorization code to login. More information in http://service.mail.qq.com/", fact.AppPasswordRequired},
		{fact.SMTP, `535 Error: \xc7\xeb\xca\xb9\xd3\xc3 http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256`, fact.AppPasswordRequired},
		{fact.IMAP, "a1 NO Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.", fact.WrongCredentials},
		{fact.SMTP, "550 User has no permission", fact.ProtocolDisabled},
		{fact.IMAP, "a1 NO Please using authorized code to login. More information at http://service.mail.qq.com/", fact.AppPasswordRequired},
		{fact.SMTP, "535 5.7.0 NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external", fact.AppPasswordRequired},
		{fact.IMAP, "a1 NO [AUTHENTICATIONFAILED] (#MBR1212) Incorrect username or password.", fact.WrongCredentials},
		{fact.IMAP, "a1 BAD User is authenticated but not connected.", fact.ProtocolDisabled},
		{fact.IMAP, "a1 NO Incorrect username, password or access token.", fact.WrongCredentials},
		{fact.SMTP, "535 Incorrect authentication data", fact.WrongCredentials},
		{fact.IMAP, "a1 NO Login Rate Limit Hit", fact.RateLimited},
		{fact.IMAP, "a1 NO Account is temporarily unavailable.", fact.AccountLocked},
		{fact.IMAP, "a1 NO no such user", fact.WrongCredentials},
	} {
		a := fact.Attempt{Username: user, Mechanism: "PLAIN", Result: fact.AttemptRefused, Line: tt.line}
		if got := diagnose.Attempt(tt.protocol, a); got != wanted(tt.line, tt.want) {
			t.Errorf("%s %q is %s, want %s", tt.protocol, tt.line, got, tt.want)
		}
		// The cause may stand in an untagged line before a bare no.
		a.Line, a.Earlier = "a1 NO", []string{tt.line}
		if got := diagnose.Attempt(tt.protocol, a); got != wanted(tt.line, tt.want) {
			t.Errorf("%s %q, before the no, is %s, want %s", tt.protocol, tt.line, got, tt.want)
		}
	}
}

// wanted is the cause where the dialogue counts a 421 as a refusal, as it does
// once the credential has left.
func wanted(line string, code fact.Code) fact.Code {
	if line == "421 4.3.2 closing" {
		return fact.WrongCredentials
	}
	return code
}

// How a login can end otherwise than by a judgement.
func TestAttemptResults(t *testing.T) {
	for _, tt := range []struct {
		attempt fact.Attempt
		want    fact.Code
	}{
		{fact.Attempt{Result: fact.AttemptAccepted, Line: "a1 OK"}, ""},
		{fact.Attempt{Result: fact.AttemptTemporary, Line: "421 4.3.2 closing"}, fact.TemporaryFailure},
		{fact.Attempt{Result: fact.AttemptTemporary, Line: "a1 NO later"}, fact.TemporaryFailure},
		{fact.Attempt{Result: fact.AttemptUnsupported, Line: "a1 BAD what?"}, fact.NoCommonMechanism},
		{fact.Attempt{Result: fact.AttemptUnsupported, Line: "a1 NO [AUTHENTICATIONFAILED] no"}, fact.NoCommonMechanism},
		{fact.Attempt{Result: fact.AttemptUnsupported, Line: "a1 NO [UNAVAILABLE] later"}, fact.TemporaryFailure},
		{fact.Attempt{Result: fact.AttemptUnanswered, Line: "read tcp: i/o timeout"}, fact.LoginTimeout},
		{fact.Attempt{Result: fact.AttemptUnanswered}, fact.LoginTimeout},
		{fact.Attempt{Result: fact.AttemptUnanswered, Line: "EOF"}, fact.ConnectionReset},
		{fact.Attempt{Result: fact.AttemptUnsent, Line: "EOF"}, fact.ConnectionReset},
		{fact.Attempt{Result: fact.AttemptUnsent, Failure: fact.FailUnsendable, Line: "temporary"}, fact.WrongCredentials},
		{fact.Attempt{Result: fact.AttemptRefused, Mechanism: "XOAUTH2", Line: "535 5.7.3 no"}, fact.OAuth2TokenRejected},
		{fact.Attempt{Result: fact.AttemptRefused, Mechanism: "XOAUTH2", Line: "a1 NO [LIMIT] wait"}, fact.RateLimited},
	} {
		if got := diagnose.Attempt(fact.IMAP, tt.attempt); got != tt.want {
			t.Errorf("%+v is %s, want %s", tt.attempt, got, tt.want)
		}
	}
}
