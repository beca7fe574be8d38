//! One suite for both engines: what the committer, the log and the repositories promise.
//!
//! Works are made by the code that clients run; only Argon2id is left out where it is not what is tested.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod audit;
mod authors;
mod commit;
mod compete;
mod destroy;
mod dump;
mod entries;
mod files;
mod holders;
mod lived_in;
mod log;
mod members;
mod model;
mod reading;
mod renewal;
mod sessions;
mod world;

/// Runs tests of the modules above on each engine, each in a world of its own.
macro_rules! on_both_engines {
    ($($module:ident: $($test:ident)+;)+) => {
        mod sqlite {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    if let Some(world) = crate::world::World::begin(sanad_testkit::Engine::Sqlite).await {
                        crate::$module::$test(world).await;
                    }
                })+
            })+
        }
        mod postgres {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    if let Some(world) = crate::world::World::begin(sanad_testkit::Engine::Postgres).await {
                        crate::$module::$test(world).await;
                    }
                })+
            })+
        }
    };
}

on_both_engines! {
    commit:
        what_is_acknowledged_is_readable
        the_same_again_is_the_same_place
        the_same_id_with_other_content_is_taken
        another_head_is_named
        what_does_not_follow_from_the_lane_is_the_wrong_place
        what_is_refused_leaves_no_trace;
    compete:
        of_many_for_one_place_one_stands
        two_nodes_share_one_lane;
    authors:
        a_person_speaks_only_with_the_key_of_the_case
        a_member_without_a_grant_finds_nothing
        who_was_removed_says_nothing_more;
    log:
        a_hundred_at_once_all_stand_and_the_log_proves_it;
    destroy:
        only_the_last_header_stays
        destroyed_in_the_batch_that_filed_it
        a_coordinator_destroys_and_a_caseworker_does_not;
    files:
        a_file_is_named_once_and_only_when_it_is_complete
        what_nobody_named_and_what_was_destroyed_is_swept;
    holders:
        an_opening_that_locks_the_team_out_is_refused
        cases_follow_the_cards
        her_number_changes_and_the_old_one_leads_nowhere;
    reading:
        another_place_or_arrival_is_noticed
        who_saw_another_history_is_not_counted
        a_destroyed_case_says_so_to_whoever_still_reads;
    members:
        a_vault_is_replaced_by_its_next_version_only
        ways_in_are_those_of_the_vault
        of_many_next_vaults_one_is_written
        of_many_next_directories_one_is_written
        a_handle_is_taken_once;
    renewal:
        a_renewed_card_brings_its_vault_and_ends_sessions
        a_vault_is_not_exchanged_without_its_card
        joining_is_one_step
        the_intake_key_gets_more_time_while_somebody_coordinates;
    sessions:
        a_challenge_is_used_once_by_who_asked
        a_session_ends
        a_session_begins_with_its_case;
    dump:
        a_dump_loads_into_either_engine_and_dumps_the_same
        a_snapshot_does_not_see_what_comes_after
        what_does_not_fit_is_not_loaded_at_all;
    audit:
        what_is_right_is_found_right
        what_was_changed_is_named;
    model:
        two_hundred_steps_like_the_model;
}
