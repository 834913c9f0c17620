package fact

// NeedCode names what a provider wants before a mail program can log in.
type NeedCode string

// The needs.
const (
	NeedAppPassword       NeedCode = "app-password"            // the account's own password is never taken
	NeedAppPassword2FA    NeedCode = "app-password-two-factor" // … while two-factor sign-in is on
	NeedMailPassword      NeedCode = "mail-password"           // a password of its own for mail programs
	NeedEnableAccess      NeedCode = "enable-access"           // IMAP and POP3 are off until switched on in the web settings
	NeedOAuth2            NeedCode = "oauth2"                  // sign-in by browser only
	NeedBridge            NeedCode = "bridge"                  // the provider's own program on the computer
	NeedPaidPlan          NeedCode = "paid-plan"               // mail programs are for paying customers
	NeedAuthorizationCode NeedCode = "authorization-code"      // a code from the web settings in place of the password
)

// NeedCodes are all needs.
func NeedCodes() []NeedCode {
	return []NeedCode{
		NeedAppPassword, NeedAppPassword2FA, NeedMailPassword, NeedEnableAccess,
		NeedOAuth2, NeedBridge, NeedPaidPlan, NeedAuthorizationCode,
	}
}
