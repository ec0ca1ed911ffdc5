namespace Lobstr.Reactive.Tests;

/// <summary>The service's own page, word for word.</summary>
public class SeedBodyTests
{
    private const string Id = "427a7bfc54cf4ce483d83ba23425164b";

    private const string Ok = """
        {
          "id": "427a7bfc54cf4ce483d83ba23425164b",
          "object": "task_upload",
          "state": "SUCCESS",
          "meta": {
            "duplicates": 0,
            "inserted": 8,
            "invalid": 0,
            "valid": 8
          }
        }
        """;

    private const string Accepted = """
        {
          "id": "427a7bfc54cf4ce483d83ba23425164b",
          "object": "task_upload",
          "state": "PROGRESS",
          "meta": null
        }
        """;

    private const string NotFound = """
        {
          "error": {
            "message": "Upload task not found",
            "type": "not_found_error",
            "param": "upload_task_id"
          }
        }
        """;

    [Fact]
    public void The_202_and_the_200_of_the_page_make_a_watch()
    {
        using ClientRun run = new();
        run.Service.Answers(202, Accepted).Times(2).Answers(200, Ok);

        run.Observer.SubscribeTo(run.Client.Uploads.Watch(Id));
        run.RunTo(60);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/427a7bfc54cf4ce483d83ba23425164b
            0  next PROGRESS
            2  GET /v1/tasks/upload/427a7bfc54cf4ce483d83ba23425164b
            4  GET /v1/tasks/upload/427a7bfc54cf4ce483d83ba23425164b
            4  next SUCCESS (valid 8, inserted 8, duplicates 0, invalid 0)
            4  completed
            """);
        Assert.Equal(
            [
                new() { Id = Id, State = UploadState.Progress },
                new() { Id = Id, State = UploadState.Success, Meta = new() { Valid = 8, Inserted = 8, Duplicates = 0, Invalid = 0 } },
            ],
            run.Observer.Values);
    }

    [Fact]
    public void The_404_of_the_page_ends_a_watch()
    {
        using ClientRun run = new();
        run.Service.Answers(404, NotFound);

        run.Observer.SubscribeTo(run.Client.Uploads.Watch(Id));
        run.RunTo(60);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/427a7bfc54cf4ce483d83ba23425164b
            0  error UploadNotFoundException
            """);
        UploadNotFoundException error = Assert.IsType<UploadNotFoundException>(run.Observer.Error);
        Assert.Contains("Upload task not found", error.Message, StringComparison.Ordinal);
        Assert.Contains("404", error.Message, StringComparison.Ordinal);
        Assert.Contains(Id, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_flat_keys_of_the_pages_first_example_are_read()
    {
        using ClientRun run = new();
        run.Service.Answers(200, """
            {
              "id": "<string>",
              "object": "<string>",
              "state": "<string>",
              "meta.duplicates": 123,
              "meta.inserted": 124,
              "meta.invalid": 125,
              "meta.valid": 126
            }
            """.Replace("\"id\": \"<string>\"", "\"id\": \"" + Id + "\"", StringComparison.Ordinal)
            .Replace("\"state\": \"<string>\"", "\"state\": \"SUCCESS\"", StringComparison.Ordinal));

        run.Observer.SubscribeTo(run.Client.Uploads.Watch(Id));
        run.RunTo(60);

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/427a7bfc54cf4ce483d83ba23425164b
            0  next SUCCESS (valid 126, inserted 124, duplicates 123, invalid 125)
            0  completed
            """);
    }
}
