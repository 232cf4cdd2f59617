/** Where `init` writes the workflow; the tier of a change asks whether the file at this path still is the one below. */
export const GITHUB_WORKFLOW_PATH = '.github/workflows/countersign.yml';

/** The release that the workflow runs: CI judges with the version that was reviewed, not with the newest. */
const VERSION = '0.1.0';

/**
 * The GitHub Actions file that `init` writes, always the same text for one release, so that a change that brings it
 * unaltered can be recognised. Actions are pinned by commit; no value of the event reaches a shell except through `env`;
 * the tool starts outside the checkout, where no `.npmrc` or `node_modules` of the change can replace it.
 */
export function githubWorkflow(): string {
  return `# Written by \`countersign init\`. Judges what a pull request brings; docs/guides/ci.md explains each part.
name: Countersign

on:
  pull_request:
  merge_group:

# Nothing here needs a secret: a pull request from a fork is judged like any other.
permissions:
  contents: read

concurrency:
  group: countersign-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  check:
    name: Judge the change
    runs-on: ubuntu-latest
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          fetch-depth: 0 # the base of the change, its policy and the authors of its lines

      # Who wrote which line is kept in git notes, which no checkout fetches by itself.
      - name: Fetch authorship records
        run: |
          if ! git fetch --no-tags origin '+refs/notes/countersign/*:refs/notes/countersign/remotes/origin/*' \\
            '+refs/notes/ai*:refs/notes/countersign/remotes/origin/ai*'; then
            echo 'No authorship records could be fetched.'
          fi

      - uses: actions/setup-node@2028fbc5c25fe9cf00d9f06a71cc4710d4507903 # v6.0.0
        with:
          node-version: 22

      - name: countersign check
        working-directory: \${{ runner.temp }}
        env:
          BASE: \${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha }}
          HEAD: \${{ github.event.pull_request.head.sha || github.event.merge_group.head_sha }}
        run: |
          code=0
          npx --yes countersign@${VERSION} -C "$GITHUB_WORKSPACE" check "$BASE...$HEAD" \\
            --format markdown --output "$RUNNER_TEMP/countersign.md" \\
            --format sarif --output "$RUNNER_TEMP/countersign.sarif" || code=$?
          if [ -f countersign.md ]; then
            head -c 1000000 countersign.md >> "$GITHUB_STEP_SUMMARY"
          fi
          case "$code" in
            0) echo 'Countersign: ship.' ;;
            1) echo '::error title=Countersign::Blocked. The reasons are in the job summary.' ;;
            3) echo '::notice title=Countersign::A person should review this. The reasons are in the job summary.' && code=0 ;;
            *) echo '::error title=Countersign::The change could not be judged. The sentence is in the log above.' ;;
          esac
          exit "$code"

      - name: Keep the SARIF file
        if: always()
        uses: actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0
        with:
          name: countersign-sarif
          path: \${{ runner.temp }}/countersign.sarif
          if-no-files-found: ignore

  # The only job that may write: it sees the SARIF file and nothing else. A fork's token cannot, so it is skipped there. In
  # a private repository code scanning has to be bought: set the variable COUNTERSIGN_CODE_SCANNING to on where it is.
  code-scanning:
    name: Show findings in code scanning
    needs: check
    if: >-
      \${{ !cancelled() && github.event.pull_request.head.repo.full_name == github.repository
      && (!github.event.repository.private || vars.COUNTERSIGN_CODE_SCANNING == 'on') }}
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      actions: read
      contents: read
      security-events: write
    steps:
      - uses: actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131 # v7.0.0
        with:
          name: countersign-sarif
      - uses: github/codeql-action/upload-sarif@9e907b5e64f6b83e7804b09294d44122997950d6 # v4.32.3
        with:
          sarif_file: countersign.sarif
          category: countersign
`;
}
