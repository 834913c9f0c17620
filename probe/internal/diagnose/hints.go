package diagnose

import (
	"slices"

	"github.com/mailprobe/mailprobe/probe/fact"
	"github.com/mailprobe/mailprobe/providers"
)

// hintsFor are the needs that may lie behind a cause, the likeliest first. Where
// the server's answer decides, only those that say how to do what it wants.
var hintsFor = map[fact.Code][]providers.NeedCode{
	fact.WrongCredentials: {
		providers.NeedAppPassword, providers.NeedAuthorizationCode, providers.NeedMailPassword, providers.NeedEnableAccess,
		providers.NeedAppPassword2FA, providers.NeedOAuth2, providers.NeedPaidPlan, providers.NeedBridge,
	},
	fact.RateLimited:         {providers.NeedAppPassword, providers.NeedAuthorizationCode},
	fact.AppPasswordRequired: {providers.NeedAppPassword, providers.NeedAuthorizationCode, providers.NeedMailPassword, providers.NeedAppPassword2FA},
	fact.ProtocolDisabled:    {providers.NeedEnableAccess, providers.NeedPaidPlan},
	fact.SMTPAuthDisabled:    {providers.NeedEnableAccess, providers.NeedPaidPlan},
	fact.OAuth2Required:      {providers.NeedOAuth2, providers.NeedBridge},
	fact.WebLoginRequired:    {providers.NeedAppPassword},
	fact.ProprietaryProtocol: {providers.NeedBridge},
}

// hints are those of the provider whose server it is, else of the one whose
// mailbox it is.
func (at site) hints(code fact.Code) []fact.Hint {
	wanted := hintsFor[code]
	if wanted == nil {
		return nil
	}
	p := at.in.Provider
	if at.in.Database != nil {
		if owner := at.in.Database.ByServer(at.check.Host); owner != nil {
			p = owner
		}
	}
	if p == nil {
		return nil
	}
	var found []fact.Hint
	for _, need := range wanted {
		i := slices.IndexFunc(p.Needs, func(n providers.Need) bool { return n.Need == need })
		if i >= 0 {
			found = append(found, fact.Hint{Need: string(need), Provider: p.Name, Link: p.Needs[i].Link})
		}
	}
	return found
}
