"""The two matrices as the source has them (handbook, use case driven go-to-market): names, handles, states, addresses.

Facts only; PAGES stands for the folder of the pages. The tests compare what is shown with these tables, cell by cell.
"""

PAGES = "/handbook/marketing/product-marketing/usecase-gtm/"
DRI_COLUMNS = ("CI", "CD", "DevSecOps", "VC&C", "GitOps")
# Role in the matrix, its lead, then one cell for each column; "?" is unknown.
DRI = """\
Product Marketing | John | Parker | @supadhyaya | Cindy | Jordi | @williamchia
Technical Marketing | Dan | Itzik | @iganbaruch | Fern | William A | @csaavedra1
Product Manager | - | Jason | @ogolowinski | David | James Ramsay | @nagyv-gitlab
Content Marketing | Erica | @cbuchanan | @cbuchanan | Vanessa | Suri | @cbuchanan
Developer Evangelism | - | ? | ? | M.Friedrich | ? | ?
Customer Reference | Colin | Kim, Fiona | @FionaOKeeffe, Kim | Kim, Fiona | Kim, Fiona | @KimLock, Fiona
Competitive Intel | Mahesh | Mahesh, Aleeta | Mahesh, Aleeta | Mahesh, Aleeta | Aleeta | @mskumar, Aleeta
Campaign Managers | Jackie Gragnola | @aoetama | @ikryzeviciene | @ikryzeviciene | @jennyt | @eirinipan
Digital Marketing | Matt Nguyen | @mnguyen | @mnguyen | @mnguyen | @mnguyen | @mnguyen
Field Marketing | Leslie Blanchard | @rachel_hill | @rhancock | @phuynh | @krogel | @lblanchard
Solution Architect | Jonathan Fullam | @jfullam | @jfullam | @DarwinJS | @jfullam | @jfullam
Technical Account Manager | Sherrod Patching | @vten | @jwoods06 | @kevinchasse | @agunter | @jrreid
Field Enablement | David Somers | @kreykrey | @tparuchuri | @kshirazi | @iabbasi | @jblevins608
Partner Marketing | Tina | @TinaS | @saraedavila | @saraedavila | @TinaS | @saraedavila
Alliances Team | - | @bjung | @bjung | @abrandenburg | @bjung | @bjung
Corp Comm/ PR Team | - | @cweaver1 | @cweaver1 | @cweaver1 | @cweaver1 | @cweaver1
Analyst Relations | - | @rragozzine | @rragozzine | @Tompsett | @rragozzine | @Tompsett
"""

LINK_COLUMNS = ("CI", "CD", "DevSecOps", "VC&C", "GitOps", "Agile")
# Kind, use case, state, label, address as the source writes it; "-" is nothing.
KEY_LINKS = """\
Resource page | CI | url | CI page | PAGESci/
Resource page | CD | url | CD page | PAGEScd/
Resource page | DevSecOps | url | DevSecOps page | PAGESdevsecops/
Resource page | VC&C | url | VC&C page | PAGESversion-control-collaboration/
Resource page | GitOps | url | GitOps page | PAGESgitops/
Resource page | Agile | tbd | - | -
Solution page | CI | url_tbd | - | -
Solution page | CD | url_tbd | - | -
Solution page | DevSecOps | url_tbd | - | -
Solution page | VC&C | url | Solution page | https://about.gitlab.com/solutions/version-control
Solution page | GitOps | url_tbd | - | -
Solution page | Agile | url_tbd | - | -
Topic page | CI | url_tbd | - | -
Topic page | CD | url_tbd | - | -
Topic page | DevSecOps | url_tbd | - | -
Topic page | VC&C | url | Version Control | https://about.gitlab.com/version-control/
Topic page | GitOps | url_tbd | - | -
Topic page | Agile | url | What is GitOps? | topics/gitops/
Campaign page | CI | url | CI landing page | https://about.gitlab.com/why/use-continuous-integration-to-build-and-test-faster/
Campaign page | CD | placeholder_epic | epic | https://gitlab.com/groups/gitlab-com/marketing/-/epics/748
Campaign page | DevSecOps | url | DevSecOps landing page | https://about.gitlab.com/why/shift-your-security-scanning-left/
Campaign page | VC&C | url | VC&C landing page | https://about.gitlab.com/why/simplify-collaboration-with-version-control/
Campaign page | GitOps | url | GitOps landing page | /why/gitops-infrastructure-automation/
Campaign page | Agile | tbd | - | -
Webcast pages | CI | tbd | - | -
Webcast pages | CD | tbd | - | -
Webcast pages | DevSecOps | tbd | - | -
Webcast pages | VC&C | url | VC&C Webcast | https://about.gitlab.com/webcast/collaboration-without-boundaries/
Webcast pages | GitOps | tbd | - | -
Webcast pages | Agile | url | GitOps Webcast | /why/gitops-infrastructure-automation/
Slack channel | CI | slack_name | #solution_ci | -
Slack channel | CD | slack_name | #solution_cd | -
Slack channel | DevSecOps | slack_name | #solution_devsecops | -
Slack channel | VC&C | slack_link | #solution_vcc | https://join.slack.com/share/zt-fmu0oq6b-GiliYD2NPpBZYIP5MPQTTA
Slack channel | GitOps | slack_link | #gitops | https://gitlab.slack.com/archives/C01576AQV18
Slack channel | Agile | slack_name | #solution_agile | -
Use case epic | CI | url | CI epic | https://gitlab.com/groups/gitlab-com/marketing/strategic-marketing/-/epics/70
Use case epic | CD | url | CD epic | https://gitlab.com/groups/gitlab-com/marketing/strategic-marketing/-/epics/171
Use case epic | DevSecOps | url | DevSecOps epic | https://gitlab.com/groups/gitlab-com/marketing/strategic-marketing/-/epics/56
Use case epic | VC&C | url | VC&C epic | https://gitlab.com/groups/gitlab-com/marketing/strategic-marketing/-/epics/42
Use case epic | GitOps | url | GitOps epic | https://gitlab.com/groups/gitlab-com/marketing/strategic-marketing/-/epics/28
Use case epic | Agile | url | Agile epic | https://gitlab.com/groups/gitlab-com/marketing/strategic-marketing/-/epics/185
"""


def rows(text: str) -> list[list[str]]:
    """The lines of a table above as lists of cells, nothing being empty."""
    lines = text.replace("PAGES", PAGES).splitlines()
    return [["" if cell == "-" else cell for cell in line.split(" | ")] for line in lines]
