using Microsoft.Build.Framework;

namespace Tango.Build.Tasks.Tests;

public sealed class TaskTypesTests
{
    public static TheoryData<Type> TaskTypes =>
        [.. typeof(TangoTask).Assembly.GetTypes().Where(type => typeof(ITask).IsAssignableFrom(type) && !type.IsAbstract)];

    // MSBuild starts a process of its own, every time, for a task that does not say so.
    [Theory]
    [MemberData(nameof(TaskTypes))]
    public void A_task_stays_in_the_process_of_a_multithreaded_build(Type task) =>
        Assert.Contains(task.CustomAttributes, attribute => attribute.AttributeType.FullName == "Microsoft.Build.Framework.MSBuildMultiThreadableTaskAttribute");
}
