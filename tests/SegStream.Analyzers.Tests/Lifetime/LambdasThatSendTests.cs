namespace SegStream.Analyzers.Tests.Lifetime;

/// <summary>Lambdas and local functions that use the sender of the method around them.</summary>
public sealed class LambdasThatSendTests : StreamsThatNobodyEnds
{
    [Fact]
    public Task A_local_function_that_only_sends_ends_nothing()
        => NeverEnded("await Send(\"a\"); async Task Send(string line) => await sender.SendAsync(line, ct);");

    [Fact]
    public Task A_local_function_that_sends_through_another_ends_nothing()
        => NeverEnded("Send(); void Send() => Really(); void Really() => sender.TrySend(\"a\");");

    [Fact]
    public Task A_lambda_run_by_the_pool_that_only_sends_ends_nothing() => NeverEnded("await Task.Run(() => sender.TrySend(\"a\"), ct);");

    [Fact]
    public Task Lambdas_that_are_awaited_together_end_nothing()
        => NeverEnded("await Task.WhenAll(Task.Run(async () => { await sender.SendAsync(\"a\", ct); }), Task.Run(async () => { await sender.SendAsync(\"b\", ct); }));");

    [Fact]
    public Task Lambdas_for_items_end_nothing()
        => NeverEnded("await Task.WhenAll(new[] { 1, 2 }.Select(async item => { await sender.SendAsync($\"{item}\", ct); }));");

    [Fact]
    public Task A_lambda_in_a_local_that_is_only_called_ends_nothing()
        => NeverEnded("Func<string, ValueTask<bool>> send = line => sender.SendAsync(line, ct); await send(\"a\"); await send(\"b\");");

    [Fact]
    public Task A_local_function_run_by_the_pool_ends_nothing() => NeverEnded("await Task.Run(Produce); void Produce() => sender.TrySend(\"a\");");

    [Fact]
    public Task An_end_after_the_lambda_is_enough() => Ended("await Task.Run(() => sender.TrySend(\"a\"), ct); sender.EndStream();");

    [Fact]
    public Task An_end_on_one_way_after_the_lambda_leaks_on_the_other() => PartlyEnded("await Task.Run(() => sender.TrySend(\"a\"), ct); if (flag) { sender.EndStream(); }");

    [Fact]
    public Task A_lambda_that_ends_takes_the_duty_over() => Ended("await Task.Run(async () => { await sender.SendAsync(\"a\", ct); sender.EndStream(); });");

    [Fact]
    public Task A_lambda_that_ends_through_a_name_of_its_own_takes_the_duty_over()
        => Ended("_ = Task.Run(() => { var own = sender; _ = Task.Run(() => { own.EndStream(); }); });");

    [Fact]
    public Task A_lambda_that_gives_the_sender_away_takes_the_duty_over() => Ended("_ = Task.Run(() => Work.ProduceAsync(sender));");

    [Fact]
    public Task A_lambda_that_runs_until_the_client_is_gone_takes_the_duty_over()
        => Ended("_ = Task.Run(async () => { while (await sender.SendAsync(\"a\")) { await Work.DoAsync(); } });");

    [Fact]
    public Task An_endless_lambda_takes_the_duty_over() => Ended("_ = Task.Run(async () => { while (true) { await sender.SendAsync(\"a\"); } });");

    [Fact]
    public Task A_lambda_that_somebody_keeps_is_not_judged() => Ended("Action send = () => sender.TrySend(\"a\"); Work.Log(send);");

    [Fact]
    public Task A_lambda_given_to_unknown_code_is_not_judged() => Ended("Work.Log((Action)(() => sender.TrySend(\"a\")));");

    [Fact]
    public Task Functions_that_call_each_other_are_not_judged()
        => Ended("Ping(3); void Ping(int left) { sender.TrySend(\"a\"); if (left > 0) { Pong(left - 1); } } void Pong(int left) { if (left > 0) { Ping(left - 1); } else { sender.EndStream(); } }");
}
