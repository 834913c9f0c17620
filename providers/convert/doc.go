// Package convert makes entries of the provider database from autoconfig files:
// single ones, and folders of them such as Thunderbird's provider database.
//
// An entry says less than an autoconfig file may, and what it says must hold. So
// servers that no mail program of today could use, and whatever cannot be said in
// an entry, are dropped, and each is named with its line and the reason. Nothing
// is invented: an odd port is taken over as it is, for package lint to point at.
package convert
